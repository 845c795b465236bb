"""Publishers' dates: the moment that their words mean, or None where they mean none.

    raw ─► fold: ASCII digits, no marks, one letter for its variants, lower case
        ─► code: each known word becomes a capital (March: Mc, pm: P, "ago": G), any other a w
        ─► clock, zone, day, each found by one pattern ─► datetime with a fixed offset

The law, in the order in which it is tried:
 1. Ten digits alone, or thirteen: Unix seconds, or milliseconds (POSIX.1-2017, 4.16).
 2. A Hijri date (its month, a year with هـ) is struck out: it may stand beside a civil one. What
    stands there only in that calendar means nothing here.
 3. Clock: the first h:mm, also 15h54, "4 pm", and 9.40 where a date stands beside it. 24:00 is the
    next midnight (ISO 8601-1:2019, 5.3.2), :60 a leap second (RFC 3339, 5.7). am, pm, ص, م count
    up to 12; م after a year is "AD". No clock: midnight.
 4. Zone: the number after the clock or after GMT; else an IANA name, or بتوقيت and a town; else a
    zone's name (RFC 5322, 3.3 and 4.3); else `zone`. `-05:00Z` is -05:00: the Z was glued on by a formatter.
    AST and IST are no zones here: they are three each. Offsets up to 24 h are taken as given.
 5. Day: numbers (y-m-d, else d-m-y, else m-d-y where only that exists, or for slashes beside an
    American zone or AM/PM); else a month's name with its day; else month and year: the first.
    Two-digit years below 50 are 2000s, others 1900s, three digits count from 1900 (RFC 5322, 4.3).
    A missing year is the latest that lies no more than a day ahead of `seen`.
 6. اليوم, أمس, today, yesterday with a clock, or alone; then "5 minutes ago", منذ ساعتين; then now.
Weekdays are ignored, right or wrong. A clock or a year alone is no date, nor is 31 February.
Not taken: dateutil and its like, which fill what is missing from today.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import isleap
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from streamer.date_words import CODES, HOURS, MONTHS, TOWNS

LONGEST = 200
"""Characters of a date that are looked at."""
YEARS = range(1900, 2200)
"""Years the web can mean: 0001 is a formatter's null, 1440 Hijri, 1398 Persian, 2562 Buddhist."""
AHEAD = timedelta(minutes=10)
OLDEST = datetime(1995, 1, 1, tzinfo=UTC)

AMERICAN = {"am", "pm", *list(HOURS)[:11]}  # up to hst: where 05/06 is the sixth of May
# A month or a year ago is a round number, as the words are.
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "n": 30 * 86400, "y": 365 * 86400}

SIGNS = str.maketrans("‐‑‒–—−،٫ىیېکھەہةٱı’", "------,.يييكههههاi'", "ـ")

LETTERS = re.compile(r"[^\W\d_]+")
PHRASES = (
    (re.compile(r"\b([ap])\. ?m\b\.?"), r"\1m"),
    (re.compile(r"\b(كانون|تشرين) *(?:ال)?(ثاني|اول)\b"), r"\1\2"),
    (re.compile(r"\b(كانون|تشرين) ثان\b"), r"\1ثاني"),
    (re.compile(r"\b(كان|تشر)(?:وو?ن|ين)ي دووهم\b"), r"\1ثاني"),  # Kurdish
    (re.compile(r"\b(كان|تشر)(?:وو?ن|ين)ي يهكهم\b"), r"\1اول"),
    # ت1, ك2: how the Levant shortens its months of two words. 14سا05: how Algeria writes a clock.
    (re.compile(r"\bت ?1(?= \d{4})"), "تشريناول"),
    (re.compile(r"\bت ?2(?= \d{4})"), "تشرينثاني"),
    (re.compile(r"\bك ?1(?= \d{4})"), "كانوناول"),
    (re.compile(r"\bك ?2(?= \d{4})"), "كانونثاني"),
    (re.compile(r"(?<=\d) ?سا ?(?=\d\d)"), ":"),
    (re.compile(r"\bيوم امس\b"), "امس"),
    (re.compile(r"\bاحدي? عشره?\b"), "11"),
    (re.compile(r"\bاثنت?[اي] عشره?\b"), "12"),
    (re.compile(r"(?<!\d)(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日"), r"\1-\2-\3 "),
    (re.compile(r"\bامس الاول\b|\bاول امس\b"), "اولامس"),
    (re.compile(r"\bبعد الظهر\b"), "مساء"),
    (re.compile(r"\bقبل الظهر\b"), "صباحا"),
    (re.compile(r"\bيوم ونصف\b"), "36 hours"),
    (re.compile(r"\bساعه الا (?:ال)?ربعا?\b"), "45 min"),
    (re.compile(r"\bساعه الا (?:ال)?ثلثا?\b"), "40 min"),
    (re.compile(r"(?<=ساعه|اعات|عتين) ونصف\b(?: (?:ال)?ساعه\b)?"), " 30 min"),
    (re.compile(r"(?<=ساعه|اعات|عتين) وربع\b(?: (?:ال)?ساعه\b)?"), " 15 min"),
    (re.compile(r"(?<=ساعه|اعات|عتين) وثلث\b(?: (?:ال)?ساعه\b)?"), " 20 min"),
    (re.compile(r"\bثلاثه ارباع (?:ال)?ساعه\b"), "45 min"),
    (re.compile(r"\bنصف (?:ال)?ساعه\b|\bhalf an hour\b"), "30 min"),
    (re.compile(r"\bربع (?:ال)?ساعه\b"), "15 min"),
    (re.compile(r"\bثلث (?:ال)?ساعه\b"), "20 min"),
    (re.compile(r"\bت\. ?غ\b"), "غرينتش"),
    (re.compile(r"\bil y a\b"), "ago"),
    (re.compile(r"\b(?:just|right) now\b"), "now"),
    (re.compile(r"(?<=\d) ?m(?= ago)"), " min"),
    (re.compile(r"(?<=\d) ?h(?= ago)"), " hours"),
    (re.compile(r"(?<=\d) ?d(?= ago)"), " days"),
    (re.compile(r"\bمن شهر\b|\bل?(?:عام|سنه)\b(?= \d{4})"), " "),
    (re.compile(r"(?<=\d{4}):(?=\d\d:\d\d)"), " "),  # a web server's log: 12/Mar/2019:09:40:00
    # ISO 8601 basic format, made extended: 20190312T094000
    (
        re.compile(
            r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)[t ]?(\d\d)(\d\d)(\d\d)?(?!\d|[:/.]\d)"
        ),
        r"\1-\2-\3 \4:\5:0\6",
    ),
    (re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)"), r"\1-\2-\3"),
)
WHOSE = re.compile(r"\bب?توقيت (?:مدينه )?(\w+)(?: (\w+))?")
EPOCH = re.compile(r"(\d{10})(?:(\d{3})|[.,](\d{1,6}))?")
IANA = re.compile(
    r"\b(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)"
    r"/\w[\w+-]*(?:/\w+)?"
)
TEENS = re.compile(r"\b([3-9]) 10 U")  # ثلاث عشرة دقيقة
SCORES = re.compile(r"(?:\b([1-9]) )?V([2-5])0")  # خمس وعشرين دقيقة
HIJRI = re.compile(
    r"(?:(?<!\d)\d{1,2}[ .,/-]*)?J[Jw ]*(?:[.,/-]? ?1[345]\d\d(?!\d))? ?H?"
    r"|\d{1,4} ?[-/. ] ?\d{1,2} ?[-/. ] ?\d{1,4} ?H|(?<!\d)1[345]\d\d ?H"
)
TIME = re.compile(
    r"(?:(?<!\d)(?<!\d )(?P<before>[SEDN]) ?)?(?<![\d:+])(?P<h>\d{1,2}) ?[:h] ?(?P<m>\d{1,2})"
    r"(?::(?P<s>\d{1,3})(?:[.,:](?P<f>\d+))?)?(?!\d|:\d) ?(?P<after>[APSEDN])?"
)
HOUR = re.compile(r"(?<![\d/.:-])(?P<h>1[0-2]|0?[1-9]) ?(?P<after>[APSEDN])")
DOTTED = re.compile(r"(?<![\d.])(?P<h>\d{1,2})\.(?P<m>\d\d)(?![\d.]) ?(?P<after>[APSEDN])?")
OFFSET = re.compile(
    r" ?(?P<named>[ZX] ?)?(?P<sign>[+-])(?P<h>\d\d?)(?::?(?P<m>\d\d))?(?![\d/.:-]| ?M)"
)
NUMBERS = re.compile(
    r"(?<![\d.])(?P<a>\d{1,4})(?P<gap> ?[-/.] ?| )(?P<b>\d{1,2})(?P=gap)"
    r"(?P<c>\d{1,4})(?!\d|[./-]\d)"
)
GAP = r"[ .,/'-]*"
YEAR = rf"(?:{GAP}(?P<y>\d{{2,4}})(?!\d| ?w|\.\d))?"
NAMED = (
    re.compile(rf"(?<!\d)(?P<y>\d{{4}}){GAP}M(?P<m>[a-l]){GAP}(?P<d>\d{{1,2}})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}}){GAP}M(?P<m>[a-l]){YEAR}"),
    re.compile(rf"M(?P<m>[a-l]){GAP}(?P<d>\d{{1,2}})(?!\d){YEAR}"),
)
FOUR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MONTH = re.compile(rf"\D*M(?P<m>[a-l]){GAP}(?P<y>\d{{4}})\D*")
YEAR_MONTH = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)")
DAY_MONTH = re.compile(r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})")
RELATIVE = re.compile(r"(?:(?P<n>\d+(?:[.,]\d+)?) ?)?U(?P<unit>[smhdwny])(?P<many>x)?")


def parse(raw: str, *, zone: ZoneInfo, seen: datetime) -> datetime | None:
    """The aware time a publisher's words mean, or None when they mean none.

    `zone`: of dates without one. `seen`: aware, first sight, the base of relative times and of
    missing years. The answer has a fixed offset and may be incredible: see `credible`. Never
    raises; looks at the first `LONGEST` characters only.
    """
    try:
        when = _read(raw.strip()[:LONGEST], zone, seen)
        if when is None or when.year not in YEARS:
            return None
        # A fixed offset: comparison and arithmetic without the traps of PEP 495.
        return when.replace(tzinfo=timezone(when.utcoffset() or timedelta()), fold=0)
    except (ValueError, OverflowError):
        return None  # 31 February, 25:61, +99:00: there is no such moment


def credible(when: datetime | None, *, seen: datetime) -> datetime | None:
    """`when`, or None where it is over ten minutes ahead of `seen`, or before 1995."""
    return when if when is not None and OLDEST <= when <= seen + AHEAD else None


def is_day(raw: str) -> bool:
    """Whether words that `parse` reads name a day only: no clock, no moment counted from first sight."""
    text = _fold(IANA.sub(" ", raw.strip()[:LONGEST]))
    if EPOCH.fullmatch(text):
        return False
    code = _code(_phrased(text))
    return not (
        TIME.search(code) or HOUR.search(code) or DOTTED.search(code) or "G" in code or "K" in code
    )


def iso(when: datetime) -> str:
    """RFC 3339 in seconds, with its own offset: 2019-03-12T09:40:00+03:00."""
    return when.isoformat(timespec="seconds")


def utc(when: datetime) -> str:
    """RFC 3339 in milliseconds, in UTC: 2019-03-12T06:40:00.123Z."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def _fold(text: str) -> str:
    """Lower case, ASCII digits, one letter for its variants, no invisible characters.

    NFKD takes hamza, madda and accents off their letters, and undoes presentation forms.
    """
    out = []
    for char in unicodedata.normalize("NFKD", text).casefold().translate(SIGNS):
        digit = unicodedata.decimal(char, None)
        if digit is not None:
            out.append(str(digit))
        elif char.isalpha() or char in "+-:/.,'":
            out.append(char)
        elif unicodedata.category(char) not in ("Mn", "Cf"):
            out.append(" ")
    return " ".join("".join(out).split())[:LONGEST]


def _table() -> dict[str, str]:
    months = {f"M{chr(ord('a') + n)}": names for n, names in enumerate(MONTHS)}
    rows = {**CODES, **months, "X": " ".join(HOURS)}
    table = {_fold(word): code for code, words in rows.items() for word in words.split()}
    # "and", which Arabic writes in one with its word: ساعتين وخمس دقائق, خمس وعشرين دقيقة.
    joined = {
        f"و{word}": f"V{code}" if code in ("20", "30", "40", "50") else code
        for word, code in table.items()
        if code.isdigit() or "U" in code
    }
    return joined | table


WORDS = _table()
ZONES = {_fold(town): zone for zone, towns in TOWNS.items() for town in towns.split()}


def _phrased(text: str) -> str:
    for pattern, plain in PHRASES:
        text = pattern.sub(plain, text)
    return text


def _code(text: str) -> str:
    """Folded text with a code for each word: `tue, 16th march 2016` is `w, 16 Mc 2016`."""
    text = LETTERS.sub(lambda word: WORDS.get(word[0], "w"), text)
    text = text.replace("R", "w" if "M" in text else "Mc")
    text = re.sub(r"(M[a-l])(?:[ ./-]*\1)+", r"\1", " ".join(text.split()))
    text = TEENS.sub(lambda found: f"{10 + int(found[1])} U", text)
    text = SCORES.sub(lambda found: f"{found[2]}{found[1] or 0}", text)
    return HIJRI.sub(" ", text)


def _read(raw: str, zone: tzinfo, seen: datetime) -> datetime | None:
    iana = IANA.search(raw)
    text = _fold(IANA.sub(" ", raw))
    if stamp := EPOCH.fullmatch(text):
        part = (stamp[2] or stamp[3] or "0").ljust(6, "0")
        return datetime.fromtimestamp(int(stamp[1]), UTC).replace(microsecond=int(part))
    text = _phrased(text)
    words = LETTERS.findall(text)
    code = _code(text)
    if "H" in code or "J" in code:
        return None
    clock = TIME.search(code) or HOUR.search(code)
    place = iana[0] if iana else _town(text)
    tz = _zone(code, clock.end() if clock else 0, place, words) or zone
    rest = f"{code[: clock.start()]} {code[clock.end() :]}" if clock else code
    today = seen.astimezone(tz).date()
    found = _day(rest, today, american=not AMERICAN.isdisjoint(words), timed=clock is not None)
    if found is None:
        return _from_seen(rest, clock, today, tz, seen)
    day, rest = found
    return _at(day, clock or DOTTED.search(rest), tz)


def _at(day: date, clock: re.Match[str] | None, tz: tzinfo) -> datetime:
    """That day at that clock; ValueError where the clock shows no such time."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=tz)
    if clock is None:
        return midnight
    part = clock.groupdict()
    hour, minute, second = (int(part.get(key) or 0) for key in "hms")
    micro = int((part.get("f") or "0")[:6].ljust(6, "0"))
    if minute > 59 or second > 60 or timedelta(hours=hour, minutes=minute) > timedelta(days=1):
        raise ValueError("no such time of day")
    match part["after"] or part.get("before"):
        case "A" | "S" if hour <= 12:
            hour %= 12
        case "P" | "E" if hour <= 12:
            hour = hour % 12 + 12
        case "D" if hour < 10:  # noon is from ten to nine
            hour += 12
        case "N" if 6 <= hour <= 12:  # night is from six to five
            hour = (hour + 12) % 24
    return midnight + timedelta(hours=hour, minutes=minute, seconds=second, microseconds=micro)


def _zone(code: str, after: int, place: str | None, words: list[str]) -> tzinfo | None:
    """The zone that the text names; ValueError where its number is none."""
    for at in (after, code.find("Z"), code.find("+")):
        found = OFFSET.match(code, at) if at >= 0 else None
        # "+03" alone must touch what it belongs to: "09:40 -12 March" has no zone.
        if found and (found["m"] or found["named"] or code[at] in "+-"):
            if int(found["m"] or 0) > 59:
                raise ValueError("no such offset")
            size = timedelta(hours=int(found["h"]), minutes=int(found["m"] or 0))
            return timezone(-size if found["sign"] == "-" else size)
    if place:
        try:
            return ZoneInfo(place)
        except (KeyError, OSError, ValueError):
            pass  # no such place: the rest of the words still count
    for word in words:
        if word in HOURS:
            return timezone(timedelta(hours=HOURS[word]))
        if WORDS.get(word) == "Z":
            return UTC
    return None


def _town(text: str) -> str | None:
    """The zone of the town whose time the text says it is; أبو ظبي is written in one word or two."""
    found = WHOSE.search(text)
    return ZONES.get(found[1]) or ZONES.get(f"{found[1]}{found[2]}") if found else None


def _day(rest: str, today: date, *, american: bool, timed: bool) -> tuple[date, str] | None:
    """The civil day in coded text without its clock, and what remains beside it."""
    for numbers in NUMBERS.finditer(rest):
        if day := _ordered(numbers, american):
            return day, f"{rest[: numbers.start()]} {rest[numbers.end() :]}"
    named = [found for pattern in NAMED if (found := pattern.search(rest))]
    if named:
        first = min(named, key=lambda found: found.start())
        month, number = _month(first), int(first["d"])
        # "Tue Mar 12 UTC 2019": the year may stand apart.
        year = first["y"] or "".join(FOUR.findall(rest)[:1])
        day = date(_year(year), month, number) if year else _latest(month, number, today)
        return day, f"{rest[: first.start()]} {rest[first.end() :]}"
    bare = rest.strip(" ,.-/")
    if whole := MONTH.fullmatch(rest):
        return date(int(whole["y"]), _month(whole), 1), ""
    if whole := YEAR_MONTH.fullmatch(bare):
        return date(int(whole["y"]), int(whole["m"]), 1), ""
    if timed and (whole := DAY_MONTH.fullmatch(bare)):
        return _latest(int(whole["m"]), int(whole["d"]), today), ""
    return None


def _ordered(numbers: re.Match[str], american: bool) -> date | None:
    """Three numbers as a day, by rule 5; None where their lengths or their year fit no order."""
    a, b, c, gap = numbers.group("a", "b", "c", "gap")
    if len(a) == 4 and len(c) <= 2:
        year, month, day = int(a), int(b), int(c)
    elif len(a) <= 2 and (len(c) == 4 or (len(c) == 2 and gap != " ")):
        year, month, day = _year(c), int(b), int(a)
        if american and "/" in gap and day <= 12:
            month, day = day, month
    else:
        return None
    if month > 12 >= day:
        month, day = day, month
    return date(year, month, day) if year in YEARS else None


def _month(found: re.Match[str]) -> int:
    return ord(found["m"]) - ord("a") + 1


def _year(digits: str) -> int:
    year = int(digits)
    return year + (0 if len(digits) == 4 else 2000 if year < 50 else 1900)


def _latest(month: int, day: int, today: date) -> date:
    """The latest such day that is tomorrow at most; ValueError where there is none."""
    leap = [year for year in range(today.year - 8, today.year + 2) if isleap(year)]
    years = leap if (month, day) == (2, 29) else range(today.year - 1, today.year + 2)
    days = [date(year, month, day) for year in years]
    return max(one for one in days if one <= today + timedelta(days=1))


def _from_seen(
    rest: str, clock: re.Match[str] | None, today: date, tz: tzinfo, seen: datetime
) -> datetime | None:
    """Today, yesterday, N minutes ago, now: counted from first sight."""
    for letter, days in (("L", 2), ("Y", 1), ("T", 0)):
        if letter in rest and (clock or rest.strip(" ,.") == letter):
            return _at(today - timedelta(days=days), clock, tz)
    moment = seen.astimezone(tz).replace(microsecond=0)
    spans = list(RELATIVE.finditer(rest))
    if any(span["many"] and not span["n"] for span in spans):
        return None  # hours ago: nobody knows how many
    sizes = [float((span["n"] or "1").replace(",", ".")) * UNITS[span["unit"]] for span in spans]
    if "G" in rest and spans:
        # In UTC, so that an hour ago is an hour ago across a change of clocks.
        then = moment.astimezone(UTC) - timedelta(seconds=round(sum(sizes)))
        return then.astimezone(tz)
    return moment if "K" in rest and not rest.strip(" ,.GK") else None
