"""Words of names that sort books without being of any: shelves, formats, notes; and names that people commonly have."""

from __future__ import annotations

import re

from mediad_sdk.text import fold

_SHELVES = frozenset(
    fold(word)
    for word in (
        "books,book,ebooks,ebook,e-books,e-book,my books,library,libraries,calibre,calibre library,calibre-library,"
        "bibliothek,bücher,buecher,e-bücher,libros,livres,libri,livros,boeken,bøger,böcker,książki,knihy,книги,"
        "библиотека,书,书籍,书库,科幻,科幻小说,文学,历史,奇幻,悬疑,推理,推理小说,武侠,言情,漫画,外国文学,世界名著,小说,電子書,电子书,本,小説,"
        "책,fiction,non-fiction,nonfiction,non fiction,novels,romane,belletristik,"
        "sachbücher,sachbuch,fantasy,sci-fi,scifi,sf,sff,"
        "science fiction,thriller,thrillers,krimi,krimis,crime,romance,"
        "horror,mystery,history,biography,biographies,poetry,classics,klassiker,children,childrens,children's books,"
        "kids,kinder,kinderbücher,young adult,ya,humor,comedy,drama,memoir,memoirs,self-help,business,science,"
        "philosophy,religion,cooking,travel,textbooks,technical,programming,computer,computers,magazines,reference,"
        "mp3,mp3s,m4b,m4a,aac,ogg,opus,flac,kindle,kobo,epub,epubs,mobi,azw3,pdf,pdfs,fb2,"
        "formats,downloads,download,completed,complete,incoming,new,neu,"
        "unsorted,sorted,misc,miscellaneous,various,other,others,to read,"
        "read,unread,finished,media,medien,data,shared,"
        "share,public,documents,docs,files,content,nas,volume1,storage,home,inbox,import,imports,collection,"
        "collections,authors,author,autoren,series,audiobooks,"
        "audiobook,audio books,audio book,audio,hörbücher,hörbuch,"
        "hoerbuecher,hörspiele,hörspiel,radio plays,radio drama,radio dramas,kinderhörspiele,hoorspelen,lesungen,"
        "audiolibros,audiolibro,livres audio,livre audio,audiolibri,audiolivros,"
        "luisterboeken,lydbøger,lydbok,ljudböcker,ljudbok,äänikirjat,"
        "audiobooki,audioknihy,аудиокниги,аудиокнига,有声书,"
        "有聲書,有声小说,オーディオブック,오디오북,spoken word,spoken,lectures,"
        "audible,librivox,libation,openaudible,english,german,"
        "deutsch,french,français,spanish,español,italian,russian,en,de,fr,es,it,ru,ja,zh"
    ).split(",")
)
_BOOKSHELVES = frozenset(
    fold(word)
    for word in (
        "books,ebooks,ebook,e-books,my books,calibre,calibre library,calibre-library,bücher,buecher,libros,livres,"
        "libri,livros,boeken,bøger,böcker,książki,knihy,книги,книга,書籍,"
        "书籍,书,电子书,電子書,小说,小説,책,kindle,kobo,novels,romane"
    ).split(",")
)
_HEARD = frozenset(
    fold(word)
    for word in (
        "audiobooks,audiobook,audio books,audio book,audio-books,hörbücher,hörbuch,hoerbuecher,hoerbuch,hörspiele,"
        "hörspiel,kinderhörspiele,radio plays,radio drama,radio dramas,hoorspelen,lesungen,"
        "audiolibros,audiolibro,livres audio,livre audio,livres-audio,audiolibri,audiolivros,luisterboeken,"
        "luisterboek,lydbøger,lydbog,lydbøker,lydbok,ljudböcker,ljudbok,äänikirjat,äänikirja,audiobooki,audioknihy,"
        "audiokniha,hangoskönyvek,аудиокниги,аудиокнига,аудіокниги,有声书,"
        "有聲書,有声小说,オーディオブック,오디오북,spoken word,audible,"
        "librivox,libation,openaudible,audiobookshelf,sesli kitaplar"
    ).split(",")
)
_SUNG = frozenset(
    fold(word)
    for word in (
        "music,musik,musique,música,músicas,musica,muziek,muzyka,musiikki,hudba,zene,müzik,музыка,音乐,音樂,音楽,音楽集,"
        "음악,my music,eigene musik,songs,albums,discography,flac,mp3"
    ).split(",")
)
_FORMAT = r"(?:epub|mobi|azw3?|kfx|pdf|djvu|fb2|lit|html?|rtf|txt|docx?|jpe?g|mp3|m4b|flac|ogg)"
_YEAR = re.compile(r"(?:c\.?|\u00a9)?((?:1[4-9]|20)\d\d)")
_NOTE = re.compile(
    r"(?:un)?abridged|ungek\u00fcrzt.{0,20}|gek\u00fcrzt.{0,20}|retail|(?:light|web)\snovel|e-?book|kindle(?:\sedition)?|scan(?:s|ned)?|ocr|hq|"
    r"fixed|proofed|[vr]?\d{1,2}\.\d{1,2}|eds?\.?|editors?|hrsg\.?|hg\.?|z-?lib(?:rary)?(?:\.\w{2,5})?|"
    r"libgen(?:\.\w{2,5})?|audio\s?book|h(?:\u00f6|oe)r(?:buch|spiel)|"
    r"\d{2,3}\s?k(?:bps|b/s)?(?:[\s,/+&-]{1,3}(?:mp3|m4b|aac|ogg|vbr|cbr|mono|stereo)){0,2}|"
    r"\d{2}\.?\d?\s?khz|(?:\w+\s)?(?:lesung|graphicaudio)|dramati[sz]ed(?:\sadaptation)?|"
    r"full\s?cast|novella|short\sstory|voz\shumana|complete|converted|illustrated|"
    rf"{_FORMAT}(?:[\s,/+&-]{{1,3}}(?:{_FORMAT}|\d{{2,3}}\s?kbps))*",
    re.IGNORECASE,
)
_BROADCAST = re.compile(r"[A-Z]{2,5}\d?(?:/[A-Z]{2,5}\d?)?,?\s(?:19|20)\d\d")
_GIVEN = frozenset(
    "\u0430\u043b\u0435\u043a\u0441\u0430\u043d\u0434\u0440 \u0430\u043d\u0442\u043e\u043d "
    "\u0430\u0440\u043a\u0430\u0434\u0438\u0439 \u0431\u043e\u0440\u0438\u0441 \u0432\u0438\u043a\u0442\u043e\u0440 "
    "\u0434\u0430\u0440\u044c\u044f \u0434\u043c\u0438\u0442\u0440\u0438\u0439 \u0438\u0432\u0430\u043d "
    "\u043b\u0435\u0432 \u043c\u0438\u0445\u0430\u0438\u043b \u043d\u0438\u043a\u043e\u043b\u0430\u0439 "
    "\u0441\u0435\u0440\u0433\u0435\u0439 \u0444\u0435\u0434\u043e\u0440 \u0444\u0451\u0434\u043e\u0440 aaron ada "
    "adam agatha agnes alan albert aldo alex alexander alexandre alexei alice amy ana anders andre andrea andreas "
    "andrew andy angela ann anna anne anthony antoine anton arthur astrid audrey barbara beatrice ben benjamin "
    "bernard bill bob brandon brian bruce carl carlos carol caroline catherine cecilia charles charlotte chidi chris "
    "christian christina christopher claire clara clive colin cormac dan daniel daphne dave david dean deborah "
    "dennis diana dmitri dmitry don donald donna dorothy douglas edgar edith edward eleanor elena elizabeth ella "
    "elsa emil emily emma enid eric erich erik ernest esther ethel eva evelyn federico felix fernando florence "
    "frances francis frank franz fred frederick friedrich fyodor g\u00fcnter gabriel gary george gerald gertrude "
    "gillian giovanni grace graham greg greta gunter gustave guy hannah hans harlan harper harry haruki heinrich "
    "helen henrik henry herbert herman hermann hilary honore howard hugh hugo ian ida ilona ines ingrid irene iris "
    "isaac isabel italo ivan jack jacob jacqueline james jamie jan jane janet jason jean jeff jeffrey jennifer jens "
    "jeremy jessica jim jo joan joanne joe johan johann john jon jonas jonathan jorge jose joseph josh joshua juan "
    "judith jules julia julian julie julio kai karen karin karl karla kate katherine kathy katie kazuo keith ken "
    "kevin khaled kim kurt lars laura lauren lee leo leon leonard lev lewis liane linda lisa liu louis louise lucy "
    "luis luke lydia mabel marc marcel marcus margaret maria marie marina mario mark martha martin mary matilda matt "
    "matthew max maya megan mercedes michael michel michelle miguel mika mikhail milan mira neil nicholas nick "
    "nicole nikolai nina nora octavia olive oliver orson oscar otto pablo pamela patricia patrick paul paula paulo "
    "penelope peter philip philippa pierre piet rachel rainer ralph ray raymond rebecca richard rick robert robin "
    "roger roland ron rosa rose roy rudyard ruth sally salman sam samantha samuel sandra sanna sarah scott sean "
    "sebastian sergei sharon shirley sigrid simon sonja sophie stefan stephanie stephen steve steven stieg sue susan "
    "susanna suzanne sylvia tamora tana ted terry theodore thomas tim timothy tom tomas toni tony ulla ulrich "
    "umberto ursula val vera veronica victor victoria viktor virginia vladimir walter wendy wilbur wilhelm willa "
    "william wolfgang yann yukio yvonne zadie zoe".split()
)
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅高郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾萧蕭"
    "田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鐘姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付方邹鄒熊白孟秦"
    "邱侯江尹薛闫雷龙龍史陶贺賀毛郝顾顧龚龔邵万萬钱錢严嚴莫古老鲁魯巴莫"
)
_KOREAN_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원"
)
_PUBLISHERS = frozenset(
    "o'reilly,oreilly,o'reilly media,packt,packt publishing,manning,manning publications,apress,wiley,springer,"
    "no starch press,addison-wesley,addison wesley,mcgraw-hill,mcgraw hill,pearson,prentice hall,"
    "cambridge university press,oxford university press,elsevier,crc press,mit press,penguin,penguin books,"
    "penguin classics,harpercollins,random house,macmillan,routledge,"
    "academic press,sams,que,peachpit,microsoft press,"
    "cisco press,pragmatic bookshelf,the pragmatic programmers,dk,dorling kindersley,lonely planet,suhrkamp,fischer,"
    "rowohlt,heyne,gallimard,"
    "farrar straus and giroux,farrar straus & giroux,simon & schuster,simon and schuster,basic books,"
    "vintage books,knopf,alfred a knopf,w w norton,norton,houghton mifflin,bantam,bantam books,tor books,"
    "del rey,ace books,little brown,little brown and company,st martin's press,bloomsbury,faber & faber,"
    "faber and faber,picador,princeton university press,yale university press,harvard university press,"
    "university of chicago press,doubleday,scribner,harper perennial,william morrow,ballantine books,hachette,"
    "gollancz,hanser,harper,mit press,dtv,"
    "anagrama,einaudi,mondadori,feltrinelli,flammarion,hachette livre,dover publications".split(",")
)
_HOUSE = re.compile(
    r"(?:.{1,60}\s)?(?:press|publish(?:ing|ers?)|books?|media|verlag|\u00e9ditions|editions|ediciones|editorial|edizioni|"
    r"\u0438\u0437\u0434\u0430\u0442\u0435\u043b\u044c\u0441\u0442\u0432\u043e)(?:\s.{1,60})?",
    re.IGNORECASE,
)
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff]")
_HANGUL = re.compile("[\uac00-\ud7a3]{2,3}")


def is_shelf(name: str) -> bool:
    """Tell whether a folder only sorts: `Books`, `Fantasy`, `A`, `2019`."""
    low = fold(name).strip(" _-.[]()")
    return (
        len(low) <= 1
        or low in _SHELVES
        or low.isdecimal()
        or bool(re.fullmatch(r"[a-z\u0430-\u044f0-9]\s?-\s?[a-z\u0430-\u044f0-9]", low))
    )


def is_bookshelf(name: str) -> bool:
    """Tell whether a folder is called after books: `Bücher`, `Calibre Library`."""
    return fold(name).strip(" _-.[]()") in _BOOKSHELVES


def is_heard(name: str) -> bool:
    """Tell whether a folder is called after books that are read aloud: `Hörbücher`, `Audiolibros`."""
    return fold(name).strip(" _-.[]()") in _HEARD


def is_sung(name: str) -> bool:
    """Tell whether a folder is called after music: `Musik`, `Música`."""
    return fold(name).strip(" _-.[]()") in _SUNG


def is_note(text: str) -> bool:
    """Tell whether the inside of brackets describes a file: `epub`, `Unabridged`, `v5.0`, `64kbps`."""
    return bool(_NOTE.fullmatch(text.strip()))


def is_broadcast(text: str) -> bool:
    """Tell whether the inside of brackets says who sent a play, and when: `NDR 1987`."""
    return bool(_BROADCAST.fullmatch(text.strip()))


def is_publisher(text: str) -> bool:
    """Tell whether a text is a house that publishes, as scans and text books are called after."""
    return fold(text).replace(",", "").replace(".", "") in _PUBLISHERS


def is_house(text: str) -> bool:
    """Tell whether a text that hangs on a title is a house that publishes, by its name or by what such are called."""
    return is_publisher(text) or bool(_HOUSE.fullmatch(text))


def year_in(text: str) -> str:
    """Give the year that a text is, or ""."""
    found = _YEAR.fullmatch(text.strip())
    return found[1] if found else ""


def has_given_name(text: str) -> bool:
    """Tell whether a word that many people are called by stands in a text where a given name would."""
    words = text.replace(",", " , ").split()
    at = words.index(",") + 1 if "," in words else 0
    return len(words) > at and words[at].lower().rstrip(".") in _GIVEN


def is_chinese_name(text: str) -> bool:
    """Tell whether a text may be a name in Han signs: a surname that many have, and one or two more signs."""
    bare = text.replace(" ", "").replace("\u3000", "")
    return bool(_HAN.match(bare)) and not _KANA.search(bare) and bare[0] in _SURNAMES and 2 <= len(bare) <= 4  # noqa: PLR2004


def is_korean_name(text: str) -> bool:
    """Tell whether a text may be a name in Hangul: a surname that many have, and one or two more signs."""
    return bool(_HANGUL.fullmatch(text.replace(" ", "")) and text[0] in _KOREAN_SURNAMES)


def has_kana(text: str) -> bool:
    """Tell whether a text holds Japanese letters, as titles do and names of people mostly do not."""
    return bool(_KANA.search(text))
