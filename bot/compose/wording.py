"""Our own sentences in answers, both languages side by side. Sentences of the interface are in ``bot.texts``."""

from __future__ import annotations

from bot.answer import Language

SENTENCES: dict[str, tuple[str, str]] = {
    "disclaimer": (
        "一般信息，不是法律意见；个案请咨询律师或 12348。",
        "General information, not legal advice; for your own case ask a lawyer or call 12348 (legal aid, China).",
    ),
    "unofficial": (
        "译文非官方，以中文条文为准。",
        "English wording is our unofficial translation; the Chinese text prevails.",
    ),
    "no_translation": (
        "",
        "We hold no English translation of this article; the Chinese text is quoted as enacted.",
    ),
    "inferred": (
        "条号是我们按现行条文推断的，素材没有写明。",
        "The article numbers are our inference from current law; the source does not name them.",
    ),
    "case_source": (
        "据所收新闻素材（当事人匿名，未核判决原文）。",
        "Based on the news material or official release we hold (parties anonymised; judgments not checked).",
    ),
    "case_figure_wrong": ("不对，和素材写的不一样。", "No, that is not what the source says. "),
    "case_names_article": (
        "素材提到{citation}，怎么用的见下文。",
        "The source mentions {citation}; how it was used, see below. ",
    ),
    "case_article_inferred": (
        "素材没有写明适用{citation}，这个条号是我们按现行条文推断的。",
        "The source does not name {citation}; that number is our inference from current law. ",
    ),
    "case_without_article": (
        "素材没有写这个案子适用了{citation}。",
        "The source does not say that {citation} was applied in this case. ",
    ),
    "several_cases": (
        "这里说的可能是{count}个不同的案子，互不相干，结果也不同，分别如下。",
        "This may mean {count} different cases; they are unrelated and each is shown.",
    ),
    "digest": (
        "标“要旨”的是我们的概括，不是条文原文。",
        "Texts marked 要旨 are our digests, not the official wording.",
    ),
    "beside": (
        "{citations}是照你的原话搜到的，上面的结论不以它为依据，供对照。",
        "{citations}: found by your own words; the conclusion above does not rest on it.",
    ),
    "layers": (
        "这些条文性质不同：{layers}。",
        "These provisions differ in kind: {layers}.",
    ),
    "layer_civil": ("民事看{citations}", "civil law {citations}"),
    "layer_administrative": ("行政管理看{citations}", "administrative law {citations}"),
    "layer_public_order": ("治安处罚看{citations}", "public-order penalties {citations}"),
    "layer_criminal": ("刑事看{citations}", "criminal law {citations}"),
    "choose": (
        "这几种情况规定不一样，你说的更像哪一种？点一个（或回复序号）我再细答。下面是可能有关的条文。",
        "The rules differ from case to case. Which of these is yours? Tap one or reply with its number. Provisions that may bear on it follow.",
    ),
    "ask_back": (
        "只凭这句话还答不准。请补一句：你是哪一方、发生了什么、想要什么结果；或者点一个最接近的。",
        "This alone is not enough to answer. Add which side you are on, what happened and what you want, or tap what is closest.",
    ),
    "local": (
        "这类事多由各地规定或经办机关定：先打 12345 或当地主管部门问本地的办法，下面只是全国通用的规定。",
        "Much of this is decided by local rules or offices: ask 12345 or the local authority; what follows is national law only.",
    ),
    "also_asked": (
        "还问到{asks}：一并问没有把握，单独发一句给我。",
        "You also asked {asks}: send it as a message of its own.",
    ),
    "statute_lead": (
        "最对得上的规定是{citation}，原文在下面，请对照自己的情况看。",
        "The provision that fits best is {citation}; read it below against your situation.",
    ),
    "statute_maybe": (
        "先不下结论。下面几条可能用得上，请对照自己的情况看，最可能的是{citation}。",
        "No conclusion yet: these provisions may bear on it, check them against your situation. The likeliest is {citation}.",
    ),
    "no_source": (
        "这个问题我没有可靠的依据，就不乱答了。",
        "I have no reliable source for this, so I will not guess.",
    ),
    "scope": (
        "我能答的是：中国大陆现行法律怎么规定，生活里的纠纷怎么处理；另收有开盒、网暴、个人信息、平台责任的案例。",
        "I can answer from PRC statutes in force, for everyday disputes too, and from cases on doxxing, online abuse, personal data and platform liability.",
    ),
    "examples": (
        "可以这样问：公司拖欠工资怎么办｜房东不退押金｜民法典1195条｜被人开盒了怎么办",
        "Try: My employer does not pay me | My landlord keeps the deposit | Civil Code article 1195 | Someone posted my address",
    ),
    "empty": (
        "没有收到文字。请直接写一个问题或条号，比如“开盒犯法吗”“民法典1195条”。",
        "I received no text. Ask a question or name an article, e.g. “Civil Code article 1195”.",
    ),
    "noise": (
        "我在。把想问的事写成一句话就行，比如“平台不删我的照片怎么办”。",
        "I am here. Put your question in one sentence, e.g. “The platform will not delete my photo, what can I do?”",
    ),
    "greeting": (
        "你好，我是援法：回答中国大陆法律和几起开盒、网暴案件的问题，每句话都带出处。",
        "Hello, I am Yuanfa: I answer questions on PRC law and on cases of doxxing and online abuse, always with the source.",
    ),
    "thanks": ("不客气，需要时再来。", "You are welcome."),
    "identity": (
        "我是援法，一个开源的法律检索机器人：不用大语言模型，只摘录法律原文、案例和我们自己写好的说明，并注明出处。",
        "I am Yuanfa, an open-source legal look-up bot: no language model, only excerpts from statutes and cases and sentences we wrote, each with its source.",
    ),
    "safety_emergency": (
        "先顾性命：闻到煤气味，不开关电器、不在屋里打电话，关阀开窗、到室外打燃气公司或 119；头晕昏倒、中毒、抽搐、吃错药、炭火中毒，马上离开那里打 120；都打不通打 110。",
        "Life first: at a smell of gas touch no switch and make no call indoors; shut the valve, open windows, call the gas company or 119 from outside. For fainting, poisoning, convulsions, an overdose or charcoal fumes get out and call 120; if neither answers call 110.",
    ),
    "safety_self_harm": (
        "先顾安全：如果你或身边的人有伤害自己的念头，现在就打 120 或 110，再打心理援助热线 12356。你不是一个人，这不是你的错。",
        "Safety first: if you or someone near you may come to harm, call 120 or 110 now, then the support line 12356. You are not alone.",
    ),
    "safety_minor_images": (
        "先顾孩子安全：有人正在要挟或接近，马上打 110。不付钱、不见面、不再发。涉及未成年人的影像不要保存、转发，也不要发给我，留下链接、账号和时间交给警方取证。这不是孩子的错。",
        "Child safety first: if someone is threatening or approaching, call 110 now. Do not pay, do not meet, send nothing more. Do not save, forward or send me any image of a minor; keep links, accounts and times for the police. It is not the child's fault.",
    ),
    "safety_intimate_images": (
        "先顾安全：不付钱、不再发、不见面，别急着删聊天记录；正在被要挟就打 110。这不是你的错，也不要把影像发给我。",
        "Safety first: do not pay, send nothing more, do not meet, and do not delete the chat yet; if you are being threatened call 110. It is not your fault. Do not send the images to me.",
    ),
    "safety_threat": (
        "先顾安全：有人威胁、跟踪或上门，马上打 110，别一个人待着；告诉家人或可信的人。",
        "Safety first: if someone threatens, follows or visits you, call 110 at once and do not stay alone; tell someone you trust.",
    ),
    "safety_home_violence": (
        "先顾安全：先离开、打 110，不便出声就发短信 12110；受伤打 120，留下病历和照片。可请公安机关出具家庭暴力告诫书，向法院申请人身安全保护令；妇联热线 12338。这不是你的错。",
        "Safety first: get away and call 110, or text 12110 when you cannot speak; for injuries call 120 and keep photos and medical records. You can ask the police for a written warning and the court for a protection order; women's federation line 12338. It is not your fault.",
    ),
    "safety_violence": (
        "先顾安全：正在挨打、有人拿着刀或扬言要动手，离开那里并马上打 110，不便出声就发短信 12110；有人受伤打 120。",
        "Safety first: if someone is being beaten, holds a weapon or is about to strike, get away and call 110 now, or text 12110 when you cannot speak; for injuries call 120.",
    ),
    "safety_sexual_violence": (
        "先顾安全：到安全的地方，打 110，受伤打 120。先别洗澡、别洗衣服，尽快到医院检查、留下证据；想找人说话打 12338 或 12356。这不是你的错。",
        "Safety first: get to a safe place and call 110, for injuries 120. Do not wash yourself or your clothes yet and see a doctor soon, so that evidence is kept; to talk to someone call 12338 or 12356. It is not your fault.",
    ),
    "safety_confinement": (
        "先顾安全：有人被关、被扣或被带走，马上打 110，不便出声就发短信 12110，说清在哪里、有谁。人在国外，打外交部领事保护热线 +86-10-12308。",
        "Safety first: if someone is locked in, held or taken away, call 110 now, or text 12110 when you cannot speak, and say where and who. Abroad call the consular protection line of the Foreign Ministry, +86-10-12308.",
    ),
    "safety_fraud": (
        "先止损：不再转钱，不给验证码，不共享屏幕；钱已经转出，马上打 110，并请银行或支付平台止付。拿不准先打 96110。",
        "Stop the loss first: send no more money, give no codes, share no screen; if money has left, call 110 at once and ask the bank or payment platform to stop it. If unsure call 96110 first.",
    ),
    "safety_minor": (
        "先顾孩子安全：正在发生的危险打 110，受伤打 120；可以告诉一位信得过的大人，或打青少年服务台 12355。这不是孩子的错。",
        "Child safety first: for danger right now call 110, for injuries 120; tell an adult you trust, or call the youth line 12355. It is not the child's fault.",
    ),
    "refused_law": (
        "相关规定：{citations}。",
        "See {citations}.",
    ),
    "as_of": (
        "按 {day} 当时有效的文本回答。",
        "Answered from the text in force on {day}.",
    ),
    "day_older_text": (
        "{day}时施行的是《{short}》的旧版本，这里没有收录它的正文，不能用后来的条文回答当时的问题。",
        "On {day} an earlier version of 《{short}》 was in force; its text is not held here, and the later text does not answer for that day.",
    ),
    "day_before_law": (
        "{day}时《{short}》还没有施行（{since}起施行），当时要看那时的法律。",
        "On {day} 《{short}》 was not yet in force (it is since {since}); the law of that time applies.",
    ),
    "day_no_such_rule": (
        "{day}时施行的《{short}》里没有找到和今天这一条对应的规定。",
        "In the version of 《{short}》 of {day} no rule was found that corresponds to today's.",
    ),
    "day_shown": (
        "{day}当时有效的是{citation}，原文如下；今天的规定可能不同。",
        "On {day} {citation} was in force and reads as follows; today's rule may differ.",
    ),
    "facts_older": (
        "注意时间：{short}的这一版自{since}起施行，{day}年的事发生在它施行之前，一般适用当时的法律（立法法第一百零四条；刑法从旧兼从轻，第十二条）。",
        "Mind the date: this version of {short} has applied since {since}; facts of {day} are older and as a rule fall under the law of that time.",
    ),
    "more_articles": (
        "共{count}条，先列前{shown}条；其余可以按条号再问。",
        "{count} articles in all, the first {shown} are shown; ask for the others by number.",
    ),
    "law_dates": (
        "《{short}》{note}，本版自{day}起施行，共{count}条。",
        "{title}: this version has been in force since {day} and has {count} articles ({note}).",
    ),
    "law_no_date": (
        "《{short}》现行文本是{published}公布的版本（{note}），共{count}条；本版的施行日期库里没有核实。",
        "{title}: the text held was published on {published} ({note}) and has {count} articles; its own effective date is not verified here.",
    ),
    "law_in_force": ("有效。", "Yes, it is in force."),
    "law_predecessor": ("前身是{predecessor}。", "It followed {predecessor}."),
    "law_coming": (
        "另有{note}的新版，自{day}起施行，在那之前适用现行版本。",
        "A new version ({note}) takes effect on {day}; until then the present one applies.",
    ),
    "law_changed_since": (
        "{note}自{day}起施行，但这里没有收录修改后的正文，请以官方文本为准。",
        "A later version ({note}) has been in force since {day}; its text is not held here, so rely on the official one.",
    ),
    "data_day": (
        "收录的法律正文截至{newest}公布的，按{today}的日期判断是否有效；之后的变化请查国家法律法规数据库（flk.npc.gov.cn）。",
        "The statutes held are those published up to {newest}, judged as of {today}; for later changes see flk.npc.gov.cn.",
    ),
    "premise_wrong": ("不对。", "No. "),
    "premise_right": ("对。", "Yes. "),
    "figure_there": ("条文里写的是{figure}。", "The article says {figure}. "),
    "figure_not_there": (
        "这一条里没有“{figure}”这个数，以条文为准。",
        "The figure {figure} is not in this article; the text prevails. ",
    ),
    "too_long": (
        "问题很长，只按其中发问的几句检索。",
        "The message is long; only its asking sentences were searched.",
    ),
    "likeliest_shown": (
        "下面先列{citation}；要的是别的，请选或写明法律名称。",
        "{citation} is shown first; if you meant another law, pick it or name it.",
    ),
    "better_fit": (
        "照你写的内容，更对得上的是{citation}，和{cited}一并列出。",
        "The words you wrote fit {citation} better; it is shown together with {cited}.",
    ),
    "citation_shown": (
        "{citation}原文如下。",
        "{citation} reads as follows (Chinese text as enacted).",
    ),
    "citation_digest": (
        "{citation}的要旨如下（非原文）。",
        "Digest of {citation} (not the official wording).",
    ),
    "citations_shown": ("共{count}条，逐条列出。", "{count} articles, one by one."),
}


def say(key: str, language: Language, **values: object) -> str:
    """One of our sentences, filled in.

    Raises:
        KeyError: There is no such sentence.
    """
    chinese, english = SENTENCES[key]
    return (english if language is Language.EN else chinese).format(**values)
