from __future__ import annotations

import errno
import struct

import pytest

from mediad_sdk.runner.seccomp import _TABLE_APART, _TABLE_OWN, _numbers, assemble

AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
AIMED = ("kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open", "prlimit64")
ALLOW = 0x7FFF0000
EPERM, ENOSYS = 0x50000 | errno.EPERM, 0x50000 | errno.ENOSYS


def judge(code: bytes, arch: int, number: int, *arguments: int) -> int:
    """Run a filter as the kernel does (bpf(4)); gives its verdict."""
    data = struct.pack("=IIQ6Q", number, arch, 0, *arguments, *[0] * (6 - len(arguments)))
    value = at = 0
    while True:
        op, yes, no, k = struct.unpack_from("=HBBI", code, at * 8)
        at += 1
        match op:
            case 0x20:
                (value,) = struct.unpack_from("=I", data, k)
            case 0x54:
                value &= k
            case 0x06:
                return int(k)
            case 0x15:
                at += yes if value == k else no
            case 0x35:
                at += yes if value >= k else no
            case 0x45:
                at += yes if value & k else no
            case _:
                raise AssertionError(hex(op))


@pytest.mark.parametrize("machine", AUDIT)
def test_the_filter_refuses_its_table_and_nothing_else(machine: str) -> None:
    code, arch, numbers = assemble(machine, network=False), AUDIT[machine], _numbers(machine)
    softly = {numbers[name] for name in ("clone", "sendto", "socketpair", "clone3", *AIMED)}
    for number in range(500):
        expected = EPERM if number in numbers.values() and number not in softly else ALLOW
        if number == numbers["clone3"]:
            expected = ENOSYS
        if number == numbers["socketpair"]:
            expected = EPERM  # of type 0
        assert judge(code, arch, number) == expected, number


@pytest.mark.parametrize("machine", AUDIT)
def test_what_depends_on_arguments_depends_on_them(machine: str) -> None:
    code, arch, numbers = assemble(machine, network=False), AUDIT[machine], _numbers(machine)
    assert judge(code, arch, numbers["socketpair"], 1, 1 | 0x80000 | 0x800) == ALLOW
    assert judge(code, arch, numbers["socketpair"], 1, 5) == ALLOW
    assert judge(code, arch, numbers["socketpair"], 1, 2) == EPERM
    assert judge(code, arch, numbers["sendto"], 3, 0, 1, 0, 0) == ALLOW
    assert judge(code, arch, numbers["sendto"], 3, 0, 1, 0, 0x1000) == EPERM
    assert judge(code, arch, numbers["sendto"], 3, 0, 1, 0, 0x1000 << 32) == EPERM
    assert judge(code, arch, numbers["clone"], 0x01200011) == ALLOW
    assert judge(code, arch, numbers["clone"], 0x10000011) == EPERM


@pytest.mark.parametrize("machine", AUDIT)
def test_a_role_with_network_keeps_sockets_and_nothing_dangerous(machine: str) -> None:
    code, arch, numbers = assemble(machine, network=True), AUDIT[machine], _numbers(machine)
    assert {judge(code, arch, numbers[name], 2, 2) for name in ("socket", "connect", "bind", "socketpair")} == {ALLOW}
    assert {judge(code, arch, numbers[name]) for name in ("ptrace", "bpf", "io_uring_setup", "mount")} == {EPERM}


@pytest.mark.parametrize("network", [True, False])
@pytest.mark.parametrize("machine", AUDIT)
def test_nothing_is_aimed_at_the_daemon(machine: str, *, network: bool) -> None:
    code = assemble(machine, network=network, spared=(77, -70, -1))
    arch, numbers = AUDIT[machine], _numbers(machine)
    for name in AIMED:
        aimed = {target: judge(code, arch, numbers[name], target & 0xFFFFFFFFFFFFFFFF) for target in (77, -70, -1)}
        assert set(aimed.values()) == {EPERM}, name
        assert judge(code, arch, numbers[name], (5 << 32) | 77) == EPERM, "the kernel looks at half of it"
        assert {judge(code, arch, numbers[name], target) for target in (0, 78, 70, 1)} == {ALLOW}, name
    assert judge(code, arch, numbers["clone"], 0x01200011) == ALLOW
    assert judge(code, arch, 499) == ALLOW


@pytest.mark.parametrize("network", [True, False])
@pytest.mark.parametrize("machine", AUDIT)
def test_a_plugin_apart_changes_no_file_by_its_path_and_no_other_process(machine: str, *, network: bool) -> None:
    code, arch = assemble(machine, network=network, apart=True, spared=(77, -70, -1)), AUDIT[machine]
    refused = _numbers(machine, _TABLE_APART)
    assert {judge(code, arch, number, 1, 1) for number in refused.values()} == {EPERM}
    assert {"fchmodat", "fchownat", "setxattr", "setpriority"} <= refused.keys()
    assert ("chmod" in refused) == (machine == "x86_64")
    own = _numbers(machine, _TABLE_OWN)
    times = own.pop("utimensat")
    for number in (*own.values(), _numbers(machine)["prlimit64"]):
        assert (judge(code, arch, number, 0, 1), judge(code, arch, number, 5, 1)) == (ALLOW, EPERM)
    assert (judge(code, arch, times, 3, 0), judge(code, arch, times, 0, 0x1000)) == (ALLOW, EPERM)
    assert judge(code, arch, times, 0, 0x1000 << 32) == EPERM
    assert judge(code, arch, 499) == ALLOW


@pytest.mark.parametrize("machine", AUDIT)
def test_a_plugin_apart_with_a_network_has_no_unix_sockets(machine: str) -> None:
    code, arch, numbers = assemble(machine, network=True, apart=True), AUDIT[machine], _numbers(machine)
    families = {family: judge(code, arch, numbers["socket"], family, 1) for family in range(46)}
    assert {family for family, verdict in families.items() if verdict == ALLOW} == {2, 10, 16}
    assert families[1] == EPERM
    assert judge(code, arch, numbers["socketpair"], 1, 1 | 0x80000) == ALLOW
    assert judge(code, arch, numbers["socketpair"], 1, 2) == EPERM
    assert {judge(code, arch, numbers[name], 3) for name in ("connect", "bind", "listen", "sendto")} == {ALLOW}
    alone = assemble(machine, network=False, apart=True)
    assert judge(alone, arch, numbers["socket"], 2, 1) == EPERM


def test_other_calling_conventions_are_refused() -> None:
    code = assemble("x86_64", network=False)
    assert judge(code, 0x40000003, 102) == EPERM, "i386"
    assert judge(code, AUDIT["x86_64"], 0x40000000 | 1) == EPERM, "x32"


def test_an_architecture_that_is_not_in_the_table_is_no_filter() -> None:
    with pytest.raises(LookupError):
        assemble("sparc", network=False)
