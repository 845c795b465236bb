"""The words of labels, as sites write them: what a ticker, urgent news, the latest are called, and what
stands beside them. In Arabic, Sorani, Kurmanji, Persian, Turkish,
English, French, German and Spanish above all.

Lists hold what is said one way; forms hold what is put together (آخر + الأخبار + لحظة بلحظة), each a row of
choices of which one is taken from each.
"""

from __future__ import annotations

from typing import Final

URGENT: Final = """
    عاجل|خبر عاجل|اخبار عاجلة|أخبار عاجله|الأخبار العاجلة|عاجل الآن|عاجل جدا|العاجل|الخبر العاجل|نبأ عاجل
    عاجل وهام|هام وعاجل|آخر الأخبار العاجلة|عاجل اليوم|تنبيه عاجل
    breaking|breaking news|urgent|flash|newsflash|news flash|flash news|alert|news alert|breaking now
    eilmeldung|eilmeldungen|breaking news ticker|última hora|ultima hora|urgente|ultim ora|ultimora
    alerte info|alerte|dernière minute|flash info|son dakika|son dakika haberleri|flaş haber|acil
    فوری|خبر فوری|اخبار فوری|بەپەلە|هەواڵی بەپەلە|pilne|z ostatniej chwili|срочно|молния|терміново
    速報|ニュース速報|突发|快讯|berita terkini|laatste nieuws|בזק|מבזקים|breaking stories
"""
TICKER: Final = """
    شريط الأخبار|شريط آخر الأخبار|الشريط الإخباري|شريط اخباري|شريط العاجل|شريط الأنباء|الشريط العاجل
    ticker|news ticker|newsticker|live ticker|liveticker|news bar|headline ticker|news scroller
"""
LATEST: Final = """
    آخر الأخبار|أخر الأخبار|أحدث الأخبار|أهم الأخبار|كل الأخبار|جميع الأخبار|آخر الأنباء|آخر المستجدات
    الأخيرة|الأخبار الآن|آخر خبر|أبرز الأخبار|مستجدات|آخر الأخبار اليوم|أخبار اليوم|آخر ما نشر|المضاف حديثا
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
MORE: Final = """
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
ADVERTS: Final = """
    ad|ads|advert|advertisement|sponsored|sponsored content|promoted|paid content|partner content
    إعلان|إعلانات|اعلان ممول|إعلان مدفوع|محتوى ممول|ممول|برعاية|مادة إعلانية|مساحة إعلانية|anzeige|werbung
    publicité|publicidad|reklam|sponsorlu|آگهی|تبلیغات|реклама|広告
"""
SERVICE: Final = """
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

URGENT_FORMS: Final = (
    (
        "|خبر|الخبر|أخبار|الأخبار|آخر الأخبار|أهم الأخبار|آخر أخبار|نبأ|أنباء|الأنباء|تنبيه|مستجدات|نشرة",
        "عاجل|العاجل|عاجلة|العاجلة",
        "|الآن|اليوم|جدا|وهام|مهم|ومهم|هام|لحظة بلحظة",
    ),
    ("الآن|هام|مهم|هام جدا", "وعاجل|عاجل"),
    (
        "breaking|urgent|flash|just in",
        "|news",
        "|alert|alerts|now|live|today|stories|headlines|update|updates",
    ),
    ("son dakika|flaş|acil|sıcak", "|haber|haberler|haberleri|gelişme|gelişmeler|gelişmesi"),
    ("alerte|flash|dernière minute|urgent", "|info|infos|actu|news"),
    ("eilmeldung|eilmeldungen|breaking|eil", "|news|nachricht|nachrichten|ticker"),
    ("última hora|urgente|alerta|al instante|noticia urgente|de última hora", "|noticias"),
    ("خبر|خبرهای|اخبار|", "فوری|لحظه ای|اضطراری"),
    ("|هەواڵی|هەواڵە|هەواڵ", "بەپەلە|بەپەلەکان|عاجل|زۆر بەپەلە|خێرا"),
    ("|nûçeya|nûçeyên|nûçe|xebera|xeberên", "lezgîn|bilez|demkî|lezgin"),
)
TICKER_FORMS: Final = (
    (
        "شريط|الشريط|نشرة",
        "آخر|أحدث|أهم|",
        "الأخبار|أخبار|الأنباء|أنباء|الإخباري|اخباري|الإخبارية|إخبارية",
        "|العاجلة|عاجلة|العاجل|المتحرك|المباشر",
    ),
    ("شريط|الشريط", "العاجل|العناوين|متحرك|المتحرك"),
    (
        "news|breaking news|latest news|headlines|headline|live|breaking",
        "ticker|scroller|marquee|crawl|bar",
    ),
    ("haber|son dakika", "bandı|şeridi"),
    ("bandeau|fil|téléscripteur", "d info|d infos|infos|défilant|d actualité|d actualités"),
    ("news|nachrichten|eil|live|kurz", "ticker"),
    ("نوار|زیرنویس", "خبر|خبری|اخبار"),
)
LATEST_FORMS: Final = (
    (
        "آخر|أحدث|أهم|أبرز|كل|جميع|جديد|عناوين|موجز|ملخص|آخر وأهم|أهم وآخر|أحدث وأهم|آخر أهم|تابع آخر",
        "الأخبار|أخبار|الأنباء|أنباء|المستجدات|العناوين|عناوين|الأحداث|التطورات|التحديثات",
        "|اليوم|الآن|الساعة|لحظة بلحظة|أولا بأول|والمستجدات|والتقارير|والأحداث|المضافة|المنشورة|"
        "المحلية والعالمية|العراق|العراقية|الواردة|على مدار الساعة|من العراق|في العراق",
    ),
    (
        "الأخبار|أخبار|عناوين|مستجدات",
        "الأخيرة|الجديدة|الحديثة|الأحدث|لحظة بلحظة|أولا بأول|المتجددة|اليوم|الآن",
    ),
    ("المضاف|أضيف|أضيفت|نشر|وصلنا|ورد|وصل", "حديثا|مؤخرا|الآن|للتو|قبل قليل"),
    (
        "|the|our|see the|today s",
        "latest|newest|recent|most recent|fresh|just published",
        "news|headlines|updates|stories|articles|posts|reports|news updates|news and updates|breaking news|"
        "from our newsroom",
        "|now|today|live|ticker|feed|stream|from iraq",
    ),
    ("news", "feed|wire|stream|in brief|briefs|now|updates|flow|as it happens"),
    (
        "just in|just published|new today|24 7|as it happened|news wire|newsfeed|recent|recently published",
    ),
    (
        "son|en son|en yeni|en güncel|güncel|sıcak",
        "|dakika",
        "haberler|haber|gelişmeler|eklenenler|eklenen haberler|haberleri|başlıklar",
        "|bugün|şimdi",
    ),
    (
        "|les|toutes les|nos|l|toute l",
        "dernières|dernière",
        "infos|info|nouvelles|actualités|actualité|actus|actu|dépêches|news|publications|brèves|minutes|heure",
        "|en continu|en direct|du jour|en temps réel",
    ),
    (
        "|l|toute l",
        "actualité|actualités|infos|info|actu|news",
        "en continu|en direct|en temps réel",
    ),
    (
        "le|",
        "fil",
        "|info|infos|actu|actus|de l actualité|de l information|de l info|de l actu|d actu|"
        "d info|d infos|d actualité|d actualités|"
        "des dépêches",
        "|en direct|en continu",
    ),
    (
        "brèves|les brèves|dépêches|les dépêches|en bref|à l instant|récemment|récents|articles récents",
    ),
    (
        "|die|alle|unsere",
        "neueste|neuesten|neuste|neusten|letzte|letzten|aktuelle|aktuellen|jüngste",
        "|nachrichten|meldungen|artikel|beiträge|news|schlagzeilen|themen",
        "|im überblick|des tages|heute",
    ),
    (
        "aktuell|gerade eben|im minutentakt|kurz gemeldet|kurznachrichten|news im überblick|das neueste",
    ),
    (
        "|las|los|todas las",
        "últimas|últimos|recientes|últimos y|más recientes",
        "noticias|titulares|novedades|actualizaciones|informaciones",
        "|en vivo|de hoy|del día|al minuto",
    ),
    (
        "lo último|lo más nuevo|lo más reciente|al momento|minuto a minuto|noticias de hoy|al minuto",
    ),
    (
        "آخرین|تازه ترین|جدیدترین|مهمترین|مهم ترین|تازه های|عناوین|سرخط|سرتیتر|آخرین و مهمترین|لیست آخرین",
        "اخبار|خبرها|خبر|خبرهای|عناوین|رویدادها|تحولات|مطالب",
        "|امروز|روز|لحظه به لحظه|جهان|ایران|سایت",
    ),
    ("سرخط خبرها|تازه ها|تازه‌ها|خبرهای تازه|خبر تازه|اخبار لحظه به لحظه|اخبار تازه",),
    (
        "دوایین|دوا|نوێترین|تازەترین|گرنگترین|کۆتا|نوێ ترین",
        "هەواڵ|هەواڵەکان|هەواڵی|هەواڵەکانی|بابەت|بابەتەکان|ڕووداوەکان",
        "|ئێستا|ئەمڕۆ|کوردستان",
    ),
    ("هەواڵە نوێیەکان|هەواڵی نوێ",),
    (
        "nûçeyên|nûçe|nûçeya|xeberên|manşet|nûçeyê",
        "|herî",
        "dawî|dawîn|dawiyê|nû|nûtirîn|rojane|rojê",
    ),
    ("herî dawî|nûtirîn|dawîn",),
)
OTHERS: Final = """
    حكمة اليوم|مقولة اليوم|آية اليوم|حديث اليوم|دعاء اليوم|quote of the day|آخر الأعداد
    جدول البرامج|برامجنا|نتائج المباريات|tv guide|schedule|les plus consultés|
    الأكثر قراءة|الأكثر مشاهدة|الأكثر تداولا|الأكثر شيوعا|الأكثر تعليقا|الأكثر زيارة|الأكثر متابعة
    الأكثر رواجا|الأكثر إعجابا|الأكثر قراءه|الأعلى قراءة|الأكثر مشاركة|اخترنا لكم|اخترنا لك|قد يعجبك
    قد يعجبك أيضا|ذات صلة|مقالات|مقالات وآراء|آراء|رأي|كتاب ومقالات|كتاب وآراء|أخبار ذات صلة
    مواضيع ذات صلة|مقالات ذات صلة|أخبار متعلقة|آخر التعليقات|أحدث التعليقات|مختارات|فيديو|صور|استطلاع
    استطلاع رأي|الوسوم|كاريكاتير|most read|most popular|popular|trending|trending now|most viewed
    most shared|most commented|editor s picks|editors picks|opinion|opinions|related|related news
    related articles|related stories|you may also like|recommended|recommended for you|recent comments
    tags|photos|videos|columns|more from|popular posts|les plus lus|les plus vus|le plus lu|à lire aussi
    tribunes|meistgelesen|am meisten gelesen|meinung|beliebt|das könnte sie interessieren|lo más leído
    lo más visto|más leídas|más leídos|opinión|te puede interesar|çok okunanlar|en çok okunanlar|popüler
    yazarlar|köşe yazarları|ilgili haberler|çok okunan haberler|foto galeri|پربازدیدترین|پربازدیدها
    پربازدید|پربیننده ترین|پربیننده ترین ها|یادداشت|پربحث ترین|مطالب مرتبط|پیشنهاد سردبیر
    زۆرترین خوێندنەوە|زۆرترین بینراو|پڕبینەرترین|زۆرترین خوێندراو|وتار|بیروڕا|herî zêde hatine xwendin
    nivîskar
"""
"""Of lists that are none of the latest news."""
