/**
 * Languages that are offered by name, each with the name it gives itself: for anyone who does not find it in the screen's
 * language, and for a browser that knows no names. Any other is found by its code.
 */
const own = `
af Afrikaans|am አማርኛ|ar العربية|ary الدارجة المغربية|arz العربية المصرية|aeb تونسي|apc شامي|as অসমীয়া|ast Asturianu|ay Aymar
az Azərbaycanca|ba Башҡортса|be Беларуская|bg Български|bm Bamanankan|bn বাংলা|br Brezhoneg|bs Bosanski|ca Català|ce Нохчийн
ckb کوردیی ناوەندی|co Corsu|cs Čeština|cy Cymraeg|da Dansk|de Deutsch|dv ދިވެހި|ee Eʋegbe|el Ελληνικά|en English|eo Esperanto
es Español|et Eesti|eu Euskara|fa فارسی|ff Fulfulde|fi Suomi|fil Filipino|fo Føroyskt|fr Français|frp Arpitan|fur Furlan|fy Frysk
ga Gaeilge|gd Gàidhlig|gl Galego|gn Avañe’ẽ|gsw Schwiizertüütsch|gu ગુજરાતી|ha Hausa|he עברית|hi हिन्दी|hr Hrvatski|hsb Hornjoserbšćina
ht Kreyòl ayisyen|hu Magyar|hy Հայերեն|id Bahasa Indonesia|ig Igbo|is Íslenska|it Italiano|ja 日本語|ka ქართული|kab Taqbaylit
kk Қазақша|kl Kalaallisut|km ខ្មែរ|kn ಕನ್ನಡ|ko 한국어|ku Kurdî (Kurmancî)|ky Кыргызча|la Latina|lb Lëtzebuergesch|ln Lingála
lo ລາວ|lt Lietuvių|ltg Latgalīšu|lv Latviešu|mg Malagasy|mi Māori|mk Македонски|ml മലയാളം|mn Монгол|mr मराठी|ms Bahasa Melayu|mt Malti
my မြန်မာ|nb Norsk bokmål|ne नेपाली|nl Nederlands|nn Norsk nynorsk|oc Occitan|om Afaan Oromoo|or ଓଡ଼ିଆ|pa ਪੰਜਾਬੀ|pl Polski|fa-AF دری
ps پښتو|pt Português|pt-BR Português (Brasil)|qu Runasimi|rif Tarifit|rm Rumantsch|ro Română|rom Romani|ru Русский|rw Ikinyarwanda
sc Sardu|scn Sicilianu|sco Scots|sd سنڌي|se Davvisámegiella|shi Taclḥit|si සිංහල|sk Slovenčina|sl Slovenščina|sn ChiShona|so Soomaali
sq Shqip|sr Српски|st Sesotho|sv Svenska|sw Kiswahili|syr ܣܘܪܝܝܐ|ta தமிழ்|te తెలుగు|tg Тоҷикӣ|th ไทย|ti ትግርኛ|tk Türkmençe|tn Setswana
tr Türkçe|tt Татарча|ug ئۇيغۇرچە|uk Українська|ur اردو|uz Oʻzbekcha|vi Tiếng Việt|wa Walon|wo Wolof|xh IsiXhosa|yi ייִדיש|yo Yorùbá
zgh ⵜⴰⵎⴰⵣⵉⵖⵜ|zh 中文|zh-Hant 繁體中文|zu IsiZulu
ase American Sign Language|bfi British Sign Language|fsl Langue des signes française|gsg Deutsche Gebärdensprache|ssp Lengua de signos española`

export const spoken: ReadonlyMap<string, string> = new Map(
  own
    .trim()
    .split(/[|\n]/)
    .map((one) => {
      const at = one.indexOf(' ')
      return [one.slice(0, at), one.slice(at + 1)] as const
    }),
)
