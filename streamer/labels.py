"""The words that stand beside a ticker and are none of its headlines."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from streamer.page import folded

_URGENT: Final = """
    عاجل|خبر عاجل|اخبار عاجلة|أخبار عاجله|الأخبار العاجلة|عاجل الآن|عاجل جدا|العاجل|الخبر العاجل|نبأ عاجل
    عاجل وهام|هام وعاجل|آخر الأخبار العاجلة|عاجل اليوم|تنبيه عاجل
    breaking|breaking news|urgent|flash|newsflash|news flash|flash news|alert|news alert|breaking now
    eilmeldung|eilmeldungen|breaking news ticker|última hora|ultima hora|urgente|ultim ora|ultimora
    alerte info|alerte|dernière minute|flash info|son dakika|son dakika haberleri|flaş haber|acil
    فوری|خبر فوری|اخبار فوری|بەپەلە|هەواڵی بەپەلە|pilne|z ostatniej chwili|срочно|молния|терміново
    速報|ニュース速報|突发|快讯|berita terkini|laatste nieuws|בזק|מבזקים|breaking stories
"""
_TICKER: Final = """
    شريط الأخبار|شريط آخر الأخبار|الشريط الإخباري|شريط اخباري|شريط العاجل|شريط الأنباء|الشريط العاجل
    ticker|news ticker|newsticker|live ticker|liveticker|news bar|headline ticker|news scroller
"""
_LATEST: Final = """
    آخر الأخبار|أخر الأخبار|أحدث الأخبار|أهم الأخبار|كل الأخبار|جميع الأخبار|آخر الأنباء|آخر المستجدات
    الأخبار الآن|آخر خبر|أبرز الأخبار|مستجدات|آخر الأخبار اليوم|أخبار اليوم|آخر ما نشر|المضاف حديثا
    آخر العناوين|أهم العناوين|عناوين الأخبار|أبرز العناوين|موجز الأخبار|موجز الأنباء|أهم الأنباء
    أحدث المواضيع|آخر المواضيع|جديد الأخبار|أهم وآخر الأخبار|آخر أهم الأخبار|الأخبار الأخيرة
    آخر التحديثات|آخر الأحداث|الجديد|أحدث العناوين|الأحدث|على مدار الساعة|أخبار الساعة|آخر ما ورد|جديدنا
    news wire|newswire|the wire|live wire|live updates|developing|happening now|news in brief|news feed
    live feed|à la minute|toute l actualité en continu|schlagzeilen|haber akışı|sıcak haber|تازه ها|نوێترین
    آخرین عناوین|گرنگترین هەواڵ
    latest|latest news|latest headlines|latest articles|latest stories|just in|recent news|headlines
    the latest|latest updates|news updates|more recent news|newest|new on the site|top headlines|live news
    recent headlines|most recent
    neueste|neueste nachrichten|neueste meldungen|aktuelle nachrichten|letzte meldungen
    aktuelle meldungen|die neuesten nachrichten|nachrichtenticker|kurzmeldungen
    dernières nouvelles|dernières infos|dernières actualités|les dernières nouvelles
    fil info|fil infos|le fil info|fil d actualité|le fil d actu|en continu|infos en continu|dernières news
    últimas noticias|ultimas noticias|lo último|lo ultimo|lo más reciente|noticias recientes|titulares
    ultime notizie|ultime news|últimas notícias|mais recentes|ostatnie wiadomości|najnowsze|aktualności
    son haberler|son gelişmeler|en son haberler|آخرین اخبار|آخرین خبرها|تازه ترین اخبار|جدیدترین اخبار
    دوایین هەواڵ|دواهەواڵ|دوایین هەواڵەکان|نوێترین هەواڵ|تازہ ترین|تازہ ترین خبریں
    последние новости|лента новостей|новости часа|останні новини|berita terbaru|terbaru|terkini
    新着|新着ニュース|最新ニュース|最新记事|最新新闻|最新消息|即时新闻|最新記事|nieuwste
"""
_MORE: Final = """
    المزيد|اقرأ المزيد|قراءة المزيد|قراءه المزيد|للمزيد|عرض المزيد|عرض الكل|مشاهدة الكل|المزيد من الأخبار
    التفاصيل|اقرأ أيضا|تابع القراءة|الكل|السابق|التالي|شاهد المزيد|مزيد|لقراءة المزيد|تفاصيل|شاهد الكل
    المزيد من الأخبار العاجلة|جميع الأخبار العاجلة|أكثر|إقرأ المزيد|تحميل المزيد
    more|read more|more news|see all|view all|see more|all|continue reading|details|next|previous|prev
    load more|show more|view more|all news|full story|read full story|read the full story|more stories
    more headlines|all headlines|read on|learn more|more latest news|all latest news|click here|here
    devamı|tümü|devamını oku|daha fazla|weiterlesen|mehr|mehr lesen|alle nachrichten|alle artikel|zum artikel
    mehr nachrichten|zum ticker|alle anzeigen|lire la suite|voir plus|voir tout|en savoir plus
    tous les articles
    ver más|ver mas|leer más|ver todas|ver todo|leggi tutto|leia mais|ver mais|czytaj więcej|więcej
    ادامه|ادامه مطلب|بیشتر|زیاتر|selengkapnya|lihat semua|lees meer|ещё|все новости|подробнее
    一覧|もっと見る|続きを読む|更多
"""
_ADVERTS: Final = """
    ad|ads|advert|advertisement|sponsored|sponsored content|promoted|paid content|partner content
    إعلان|إعلانات|اعلان ممول|إعلان مدفوع|محتوى ممول|ممول|برعاية|مادة إعلانية|مساحة إعلانية|anzeige|werbung
    publicité|publicidad|reklam|sponsorlu|آگهی|تبلیغات|реклама|広告
"""
_SERVICE: Final = """
    rss|rss feed|feed|share|tweet|print|email|subscribe|subscribe now|sign up|sign in|log in|login|register
    newsletter|newsletters|watch live|watch now|live|live tv|listen live|donate|advertise|advertisement|ad|ads
    sponsored|sponsored content|promoted|close|dismiss|menu|search|home|contact|contact us|about us|comments
    privacy policy|cookie policy|terms of use|facebook|twitter|instagram|youtube|telegram|whatsapp
    download app
    شارك|مشاركة|شارك الخبر|غرد|طباعة|اشترك|اشترك الآن|اشتراك|تسجيل الدخول|تسجيل|دخول|النشرة البريدية
    البث المباشر|بث مباشر|مباشر|شاهد البث المباشر|إعلان|إعلانات|اعلان ممول|محتوى ممول|مساحة إعلانية|برعاية
    أعلن معنا|اعلن معنا|إغلاق|القائمة|بحث|الرئيسية|الصفحة الرئيسية|اتصل بنا|من نحن|تعليقات|أضف تعليق
    سياسة الخصوصية|فيسبوك|تويتر|يوتيوب|تلغرام|تليجرام|واتساب|انستغرام|حمل التطبيق|خدمة rss|خلاصات rss
    teilen|anzeige|werbung|abonnieren|anmelden|jetzt abonnieren|partager|publicité|s abonner|en direct
    compartir|publicidad|suscríbete|en vivo|paylaş|reklam|abone ol|canlı izle|canlı yayın|پخش زنده|اشتراک
"""


def _all(words: str) -> frozenset[str]:
    return frozenset(folded(one) for line in words.splitlines() for one in line.split("|")) - {""}


_RANKS: Final = {
    **dict.fromkeys(_all(_LATEST), 4),
    **dict.fromkeys(_all(_URGENT), 3),
    **dict.fromkeys(_all(_TICKER), 2),
}
_MORE_WORDS: Final = _all(_MORE)
_SERVICE_WORDS: Final = _all(_SERVICE)
_ADVERT_WORDS: Final = _all(_ADVERTS)
_SHORT: Final = 60


def rank_of(words: str) -> int | None:
    """How surely these words name a ticker: 2 a ticker, 3 urgent news, 4 the latest; None: they name none."""
    return _rank(words) if 0 < len(words) < _SHORT else None


@lru_cache(maxsize=8192)
def _rank(words: str) -> int | None:
    return _RANKS.get(folded(words))


def is_label(words: str) -> bool:
    """Whether these words are a ticker's name, not a headline."""
    return rank_of(words) is not None


def is_more(words: str) -> bool:
    """Whether these words only lead on (more, next, all)."""
    return len(words) < _SHORT and folded(words) in _MORE_WORDS


def is_service(words: str) -> bool:
    """Whether these words are the site's own business: share, subscribe, RSS, an advertisement."""
    return len(words) < _SHORT and folded(words) in _SERVICE_WORDS


def is_advert(words: str) -> bool:
    """Whether these words mark what stands beside them as an advertisement."""
    return len(words) < _SHORT and folded(words) in _ADVERT_WORDS
