"""What a site says to its visitors is no news; what begins with the same words often is."""

from __future__ import annotations

import pytest

from streamer.greetings import is_greeting


@pytest.mark.parametrize(
    "headline",
    [
        "عدد زوار كربلاء يتجاوز 20 مليونا في الأربعينية",
        "عدد الزوار في كربلاء يتجاوز 21 مليون",
        "Copyright Office rules AI art cannot be protected",
        "اليوم هو الأول من رمضان في العراق",
        "تابعوا زعيم العصابة حتى الحدود واعتقلوه",
        "الحمد لله: أول تعليق لوالدة الأسير",
        "سبحان الله.. نجاة طفلة من تحت الأنقاض",
        "Welcome to hell: inside the prison of Sednaya",
        "Bienvenue en enfer : reportage à Gaza",
        "Willkommen im Krieg: ein Besuch an der Front",
        "البنك المركزي يبيع 235000000 دولار في مزاده",
        "La France débloque 250 000 000 d'euros pour l'Ukraine",
        "الموازنة تبلغ 250 000 000 000 دينار",
        "اجتماع يوم 02-03-2026 10:40 في بغداد",
        "Contact US embassy at once, Americans in Iraq are told",
        "للتواصل مع المواطنين.. محافظ البصرة يطلق منصة",
        "للإعلان عن الحكومة الجديدة.. جلسة طارئة للبرلمان",
        "جميع الحقوق والحريات مكفولة في الدستور الجديد",
        "به سایت هسته‌ای نطنز حمله شد",
        "أهلا رمضان: أسواق بغداد تزدحم بالمتسوقين",
    ],
)
def test_a_headline_that_begins_like_a_greeting_is_none(headline: str) -> None:
    assert not is_greeting(headline)


@pytest.mark.parametrize(
    "words",
    [
        "أهلا وسهلا بكم في موقعنا الإخباري",
        "مرحباً بكم في وكالة الأنباء",
        "نرحب بكم في موقعنا",
        "Welcome to Example News",
        "Welcome to the official website of the Example News Agency",
        "Bienvenue sur notre site d'information",
        "للإعلان في الموقع يرجى الاتصال على الرقم 07701234567",
        "للتواصل معنا عبر الواتساب",
        "إعلاناتكم تصل إلى الجميع 0770 123 4567",
        "هاتف المكتب +964 770 123 4567",
        "عدد الزوار: 1204",
        "عدد زوار الموقع اليوم 98,120",
        "اليوم هو الخميس 12 آذار 2026",
        "تابعوا قناتنا على واتساب",
        "Follow us on Telegram",
        "سبحان الله وبحمده سبحان الله العظيم",
        "اللهم صل على محمد.. اللهم ارزقنا من فضلك",
        "قال تعالى: إن مع العسر يسرا",
        "© Example News",
        "Copyright 2026 Example News",
        "جميع الحقوق محفوظة لوكالة الأنباء",
    ],
)
def test_what_a_site_says_to_its_visitors_is_told_from_news(words: str) -> None:
    assert is_greeting(words)
