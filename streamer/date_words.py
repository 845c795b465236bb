"""The words of dates, in the languages that news sites write them in. `streamer.dates` says what each table
means, and folds every word: letters that stand for one another need not be listed.
"""

from __future__ import annotations

# Three lines a month: Egypt and Gulf, Maghreb, Levant and Iraq, English, French, German, Turkish;
# Spanish, Italian, Portuguese, Dutch; Russian, Persian (of civil months), Kurdish.
MONTHS = (
    "يناير جانفي كانونثاني كانثاني january jan janvier janv januar jänner ocak oca "
    "enero gennaio janeiro januari "
    "января янв ژانویه",
    "فبراير فيفري شباط february feb février févr fév februar feber şubat şub "
    "febrero febbraio fevereiro februari "
    "февраля фев فوریه شوبات",
    "مارس آذار march mars märz mrz mart marzo março maart марта мар ئازار",
    "أبريل ابرايل أفريل نيسان april apr avril avr nisan nis abril aprile апреля апр آوریل",
    "مايو ماي مايس أيار may mai mayıs mayo maggio maio mei мая مه می",
    "يونيو يونيه جوان حزيران june jun juin juni haziran haz "
    "junio giugno junho "
    "июня июн ژوئن حوزەیران",
    "يوليو يوليه يوليوز جويلية تموز july jul juillet juil juli temmuz tem "
    "julio luglio julho "
    "июля июл ژوئیه تەمموز تەممووز",
    "أغسطس أوغسطس غشت أوت آب august aug août ağustos ağu agosto augustus августа авг ئاب",
    "سبتمبر شتنبر أيلول september sept sep septembre eylül eyl "
    "septiembre setiembre settembre setembro "
    "сентября сен сент سپتامبر ئەیلول ئەیلوول",
    "أكتوبر أوكتوبر تشريناول تشراول october oct octobre oktober okt ekim eki "
    "octubre ottobre outubro "
    "октября окт اکتبر",
    "نوفمبر نونبر نوفنبر تشرينثاني تشرثاني november nov novembre kasım kas "
    "noviembre novembro "
    "ноября ноя نوامبر",
    "ديسمبر دجنبر كانوناول كاناول december dec décembre déc dezember dez aralık ara "
    "diciembre dicembre dezembro "
    "декабря дек دسامبر",
)
# What a word becomes. A P S E D N: am, pm, Arabic am and pm, noon, night. U: units of time.
CODES = {
    "A": "am",
    "P": "pm",
    "S": "ص صباحا فجرا",
    "E": "م مساء عصرا",
    "D": "ظهرا",
    "N": "ليلا",
    "R": "mar",  # March, or mardi before another month
    # x: of a plural, which says nothing without a number ("hours ago").
    # H marks a Hijri year, J its months; G ago, K now, T today, Y yesterday, L the day before it.
    "H": "هـ هجري هجرية ah",
    "J": "محرم المحرم صفر ربيع جمادى رجب شعبان رمضان شوال ذو ذي القعدة الحجة",
    "G": "منذ قبل مضت مضى پیش ago vor önce",
    "K": "الآن لحظات now şimdi jetzt maintenant",
    "T": "اليوم today aujourd heute bugün",
    "Y": "أمس البارحة yesterday hier gestern dün",
    "L": "اولامس",
    "Us": "ثانية second sec seconde sekunde saniye sn",
    "Um": "د دقيقة minute min mins dakika dk",
    "Uh": "س ساعة ساعت hour hr hrs heure stunde saat",
    "Ud": "يوم يوما روز day jour tag gün",
    "Uw": "أسبوع أسبوعا week semaine woche hafta",
    "Un": "شهر شهرا month mois monat ay",
    "Uy": "سنة عام year année jahr yıl",
    "Usx": "ثوان ثواني seconds secs secondes sekunden",
    "Umx": "دقائق دقایق minutes minuten",
    "Uhx": "ساعات hours heures stunden",
    "Udx": "أيام days jours tage tagen",
    "Uwx": "أسابيع weeks semaines wochen",
    "Unx": "أشهر شهور months monate monaten",
    "Uyx": "سنوات أعوام years ans années jahre jahren",
    "2Us": "ثانيتين ثانيتان",
    "2Um": "دقيقتين دقيقتان",
    "2Uh": "ساعتين ساعتان",
    "2Ud": "يومين يومان",
    "2Uw": "أسبوعين أسبوعان",
    "2Un": "شهرين شهران",
    "2Uy": "سنتين سنتان عامين عامان",
    "3": "ثلاث ثلاثة",
    "4": "أربع أربعة",
    "5": "خمس خمسة",
    "6": "ست ستة",
    "7": "سبع سبعة",
    "8": "ثمان ثماني ثمانية",
    "9": "تسع تسعة",
    "10": "عشر عشرة",
    "20": "عشرون عشرين",
    "30": "ثلاثون ثلاثين",
    "40": "أربعون أربعين",
    "50": "خمسون خمسين",
    "h": "h",
    "Z": "z ut utc gmt غرينتش جرينتش غرينيتش",
    " ": "t st nd rd th er e eme of de du the a an hui من ی",
}
# fmt: off
HOURS = {
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "akst": -9, "akdt": -8, "hst": -10, "bst": 1, "wet": 0, "west": 1, "cet": 1, "cest": 2,
    "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "trt": 3, "gst": 4, "pkt": 5, "jst": 9,
    "aest": 10, "aedt": 11, "sast": 2, "cat": 2, "eat": 3, "wat": 1, "مكه": 3,
}
# fmt: on
# Whose time a clock shows: "بتوقيت القاهرة". Countries with one time stand for their towns.
TOWNS = {
    "Asia/Baghdad": "بغداد العراق أربيل البصرة",
    "Asia/Riyadh": "مكة الرياض السعودية",
    "Asia/Dubai": "أبوظبي دبي الإمارات",
    "Asia/Muscat": "مسقط عمان",
    "Asia/Kuwait": "الكويت",
    "Asia/Qatar": "الدوحة قطر",
    "Asia/Damascus": "دمشق سوريا",
    "Asia/Beirut": "بيروت لبنان",
    "Asia/Jerusalem": "القدس فلسطين غزة",
    "Asia/Tehran": "طهران إيران",
    "Europe/Istanbul": "إسطنبول أنقرة تركيا",
    "Africa/Cairo": "القاهرة مصر",
    "Africa/Tripoli": "طرابلس ليبيا",
    "Africa/Tunis": "تونس",
    "Africa/Algiers": "الجزائر",
    "Africa/Casablanca": "المغرب الرباط",
    "Africa/Khartoum": "الخرطوم السودان",
    "Asia/Aden": "صنعاء عدن اليمن",
    "Europe/London": "لندن",
    "Europe/Paris": "باريس",
    "Europe/Moscow": "موسكو",
    "America/New_York": "واشنطن نيويورك",
}
