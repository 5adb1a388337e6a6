"""Anime, and series of many countries."""

from __future__ import annotations

from accuracy.truth import Tree, library

TV = "tv"


@library("anime", TV)
def anime_batches(tree: Tree) -> None:
    """Second seasons by ordinal and roman number, batches, films and OVAs beside them."""
    h = "[Group] Mori no Uta 2nd Season (BD 1080p)"
    for n in (1, 2):
        tree.episode(
            "Mori no Uta", f"2x{n}", f"{h}/[Group] Mori no Uta 2nd Season - {n:02d} (BD 1080p) [AB12CD3{n}].mkv"
        )
        tree.works[-1].fields.pop("parents")
        tree.works[-1].fields.pop("season")
    for n in (1, 2):
        tree.episode("Yuki Densha", f"x{n}", f"Yuki Densha/Yuki Densha - Episode {n:02d} - Snow.mkv")
    for n in (1, 2):
        tree.episode("Hoshi no Kioku", f"x{n}", f"【某字幕组】[Hoshi no Kioku][星的记忆][{n:02d}][1080p][简体].mp4")
        tree.works[-1].fields.pop("parents")
    for n in (23, 24):
        tree.episode("Kumo Hime", f"x{n}", f"[SubsPlease] Kumo Hime - {n} (1080p) [1234ABC{n % 10}].mkv")
    tree.episode("Kumo Hime", "x25-26", "[SubsPlease] Kumo Hime - 25-26 (1080p) [1234ABCF].mkv")


@library("anime", TV)
def anime_by_number_only(tree: Tree) -> None:
    """Folders of a show and files that are a number and a title."""
    for n in (1, 2, 26):
        tree.episode("Umi no Ko", f"x{n}", f"Umi no Ko/{n:02d} - Wave {n}.mkv")
    for n in (1, 2):
        tree.episode("Tabi", f"x{n}", f"Tabi/Tabi.EP{n:02d}.mkv")
    for n in (1, 2, 3):
        tree.episode("Kaigara", f"x{n}", f"Kaigara [1080p]/Kaigara E{n:02d} [1080p].mkv")
    for n in (100, 101):
        tree.episode("Kaizoku Michi", f"x{n}", f"Kaizoku Michi 001-200/Kaizoku Michi {n}.mkv")


@library("anime", TV)
def anime_discs(tree: Tree) -> None:
    """Seasons by part and roman number, episodes with titles in Japanese brackets, a decimal recap."""
    for n in (1, 2):
        tree.episode("Sagi", f"x{n}", f"Sagi/[Grp] Sagi - {n:02d} - Dawn [1080p].mkv")
    tree.episode("Sagi", "x12", "Sagi/[Grp] Sagi - 12 END [1080p].mkv")
    for n in (1, 2):
        tree.episode("Kawa", f"x{n}", f"[Grp] Kawa (2019) - {n:02d} [720p].mkv")
    for n in (1, 2):
        tree.episode("Hane no Uta", f"3x{n}", f"Hane no Uta/Hane no Uta Season 3/[Grp] Hane no Uta S3 - {n:02d}.mkv")
    tree.episode("Numa", "x1", "Numa/Numa_01_[720p].mkv")
    tree.episode("Numa", "x2", "Numa/Numa_02_[720p].mkv")
    tree.beside("Sagi/Creditless/[Grp] Sagi - NCOP [1080p].mkv", "Sagi/Menu/[Grp] Sagi - Menu 01 [1080p].mkv")


@library("anime", TV)
def anime_ranges(tree: Tree) -> None:
    """Anime with parts, arcs, specials, batch ranges and Japanese words."""
    for n in (1, 2):
        tree.episode("Isana", f"x{n}", f"Isana/Isana 第{n}話.mkv")
    for n in (1, 2):
        tree.episode(
            "Nami to Kaze",
            f"x{n}",
            f"[ABC] Nami to Kaze (01-12) [BD 1080p]/[ABC] Nami to Kaze - {n:02d} [BD 1080p][F00D000{n}].mkv",
        )
    tree.beside(
        "[ABC] Nami to Kaze (01-12) [BD 1080p]/Extras/[ABC] Nami to Kaze - NCED 1 [BD 1080p].mkv",
        "[ABC] Nami to Kaze (01-12) [BD 1080p]/[ABC] Nami to Kaze - NCOP1a [BD 1080p].mkv",
    )
    for n in (13, 14):
        tree.episode("Tomoshibi", f"x{n}", f"Tomoshibi/Tomoshibi_{n}_(1280x720_h264)_[XYZ].mkv")
    tree.episode("Shio", "x3", "[Judas] Shio - S01E03.mkv")
    tree.works[-1].fields["season"] = 1
    tree.episode("Ura Machi", "x7", "Ura Machi Ep. 07.mp4")
    tree.episode("Ura Machi", "x8", "Ura Machi Ep. 08.mp4")
    tree.episode("Kujira", "x1", "[Sub] Kujira 2 - 01 (WEB 1080p).mkv")
    tree.works[-1].fields.pop("parents")
    tree.episode("Kujira", "x2", "[Sub] Kujira 2 - 02 (WEB 1080p).mkv")
    tree.works[-1].fields.pop("parents")


@library("series of many countries", TV)
def dramas_of_asia(tree: Tree) -> None:
    """Korean, Chinese and Japanese dramas, flat and in folders."""
    for n in (1, 2):
        tree.episode("바람의 집", f"x{n}", f"바람의 집.E{n:02d}.19010{n}.720p-NEXT.mp4")
    for n in (1, 2):
        tree.episode("长河", f"x{n}", f"长河/长河{n:02d}.mp4")
    for n in (1, 2):
        tree.episode("夜船", f"1x{n}", f"夜船/第一季/夜船 第{n}集.mkv")
    for n in (1, 2):
        tree.episode("雪の町", f"x{n}", f"雪の町/雪の町 第{n:02d}話 「朝」.mp4")
    for n in (1, 2):
        tree.episode("푸른 밤", f"1x{n}", f"푸른 밤/시즌1/푸른 밤 {n}회.mp4")


@library("series of many countries", TV)
def series_of_romance_countries(tree: Tree) -> None:
    """Spanish, Italian, French, Portuguese and Polish folders of seasons."""
    for n in (1, 2):
        tree.episode(
            "El Puerto", f"1x{n}", f"El Puerto - Temporada 1 [HDTV]/El Puerto - Temporada 1 [HDTV][Cap.10{n}].avi"
        )
    for n in (1, 2):
        tree.episode("Il Porto", f"1x{n}", f"Il Porto/Stagione 1/Il Porto 1x{n:02d} - La nave.mkv")
    for n in (1, 2):
        tree.episode("Le Phare", f"2x{n}", f"Le Phare/Saison 02/Le.Phare.S02E{n:02d}.FRENCH.720p.mkv")
    for n in (1, 2):
        tree.episode("O Farol", f"1x{n}", f"O Farol/1ª Temporada/O Farol 1x{n:02d}.mp4")
    for n in (1, 2):
        tree.episode("Latarnia", f"1x{n}", f"Latarnia/Sezon 1/Latarnia odc. {n:02d}.avi")
    for n in (1, 2):
        tree.episode("Vuurtoren", f"1x{n}", f"Vuurtoren/Seizoen 1/Vuurtoren aflevering {n}.mkv")
    for n in (1, 2):
        tree.episode("Fyret", f"1x{n}", f"Fyret/Säsong 1/Fyret - S01E{n:02d}.mkv")


@library("series of many countries", TV)
def series_of_more_countries(tree: Tree) -> None:
    """German, Russian, Turkish, Hungarian and Danish packs."""
    for n in (1, 2):
        tree.episode(
            "Moorland",
            f"1x{n}",
            f"Moorland.S01.German.DL.1080p.WEB.x264-GRP/Moorland.S01E{n:02d}.German.DL.1080p.WEB.x264-GRP.mkv",
        )
    for n in (1, 2):
        tree.episode("Берег", f"1x{n}", f"Берег/Берег - 1 сезон/Берег. {n} серия.avi")
    for n in (1, 2):
        tree.episode("Sahil", f"1x{n}", f"Sahil/1. Sezon/Sahil {n}. Bölüm.mp4")
    for n in (1, 2):
        tree.episode("Parti ház", f"2x{n}", f"Parti ház/2. évad/Parti ház - S02E{n:02d}.mkv")
    for n in (1, 2):
        tree.episode("Kysten", f"1x{n}", f"Kysten/Sæson 1/Kysten - S01E{n:02d}.mkv")
    for n in (1, 2):
        tree.episode("La Costa", f"3x{n}", f"La Costa/Temporada 3/3x{n:02d}.mp4")


@library("anime", TV)
def anime_with_signs(tree: Tree) -> None:
    """Names with punctuation, seasons in roman, movies in between, uncensored, dual audio."""
    for n in (1, 2):
        tree.episode("Kaze!", f"x{n}", f"[Grp] Kaze! - {n:02d} [Dual Audio][1080p].mkv")
        tree.works[-1].fields.pop("parents")
    for n in (1, 2):
        tree.episode("Re-Umi", f"x{n}", f"Re-Umi/[Grp] Re-Umi - {n:02d} (BD 1920x1080 HEVC FLAC).mkv")
    for n in (1, 2):
        tree.episode("Yoru no Fune", f"x{n}", f"Yoru no Fune/Yoru no Fune - {n:02d} [Uncensored].mkv")
    for n in (1, 2):
        tree.episode("Hana II", f"x{n}", f"Hana II/Hana II - {n:02d}.mkv")
    tree.episode("Minato", "1x1", "Minato/Season 01/Minato - s01e01 - Asa.mkv")
    tree.episode("Minato", "0x1", "Minato/Season 00/Minato - s00e01 - OVA.mkv")
    for n in (10, 11):
        tree.episode("Ame", f"x{n}", f"Ame/Ame {n}.mkv")


@library("anime", TV)
def anime_of_more_groups(tree: Tree) -> None:
    """Several more anime."""
    for n in (1, 2):
        tree.episode("Shiro", f"x{n}", f"[Erai-raws] Shiro - {n:02d} [1080p][Multiple Subtitle][ABCD123{n}].mkv")
    for n in (1, 2):
        tree.episode("Kuro", f"x{n}", f"Kuro/Kuro Ep{n:02d} 1080p.mkv")
    for n in (1, 2):
        tree.episode("Aka to Ao", f"x{n}", f"Aka to Ao [BD][1080p]/[Grp]_Aka_to_Ao_{n:02d}_[BD][1080p].mkv")
    for n in (1, 2):
        tree.episode("Midori", f"2x{n}", f"Midori/Season 2/Midori S02E{n:02d} [1080p].mkv")
    tree.beside("Aka to Ao [BD][1080p]/SP/[Grp]_Aka_to_Ao_NCOP_[BD][1080p].mkv", "Aka to Ao [BD][1080p]/CDs/cover.jpg")
