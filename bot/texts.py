"""Every sentence of the interface, in simplified Chinese, traditional Chinese and English.

Law text is not here: it stays as enacted. A sentence missing in a language is a type error, because each
language is one ``Texts``. Sentences are plain text except ``start``, ``help``, ``privacy``, ``group_help`` and
``welcome``, which are Telegram HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Locale(StrEnum):
    """Language and script of the interface."""

    HANS = "zh-Hans"
    HANT = "zh-Hant"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Texts:
    """The interface in one language; names say where a sentence stands."""

    start: str
    help: str
    privacy: str
    description: str
    short_description: str
    digest_label: str
    translation_label: str
    excerpts_heading: str
    steps_heading: str
    hotlines_heading: str
    choices_heading: str
    checked_at: str
    shortened: str
    status_amended: str
    status_repealed: str
    status_not_yet_in_force: str
    disclaimer: str
    continued: str
    error: str
    took_too_long: str
    slow_down: str
    slow_down_group: str
    only_text: str
    nothing_to_read: str
    button_expired: str
    law_updated: str
    no_more: str
    not_a_choice: str
    button_full: str
    button_previous: str
    button_next: str
    button_more: str
    button_cases: str
    button_laws: str
    button_other_language: str
    button_good: str
    button_bad: str
    button_share: str
    button_copy: str
    button_details: str
    button_private: str
    thanks: str
    thanks_why: str
    reason_wrong: str
    reason_unclear: str
    reason_missing: str
    reason_outdated: str
    more_heading: str
    cases_heading: str
    no_related: str
    ask_usage: str
    law_usage: str
    law_unknown: str
    verify_usage: str
    verify_none: str
    verify_heading: str
    verdict_valid: str
    verdict_no_such_article: str
    verdict_no_such_paragraph: str
    verdict_unknown_law: str
    verdict_ambiguous: str
    verdict_repealed: str
    verdict_renumbered: str
    verdict_not_yet_in_force: str
    verdict_no_text: str
    case_usage: str
    language_choose: str
    language_set: str
    admins_only: str
    settings_heading: str
    settings_heading_private: str
    setting_language: str
    setting_length: str
    setting_verify: str
    setting_who: str
    setting_posts: str
    setting_posts_day: str
    setting_posts_hour: str
    setting_posts_zone: str
    weekdays: str
    """Monday to Sunday, divided by ``|``."""
    value_daily: str
    value_weekly: str
    value_short: str
    value_long: str
    value_on: str
    value_off: str
    value_everyone: str
    value_admins: str
    only_admins_ask: str
    welcome: str
    group_help: str
    group_safety: str
    inline_none_title: str
    inline_open_private: str
    inline_answer: str
    tip_heading: str
    button_next_tip: str
    quiz_refused: str
    stats: str
    command_start: str
    command_help: str
    command_privacy: str
    command_ask: str
    command_law: str
    command_case: str
    command_verify: str
    command_tip: str
    command_quiz: str
    command_language: str
    command_settings: str
    command_stats: str


_HANS = Texts(
    start="""\
<b>援法</b>：用中国法律原文回答问题。

直接发问就行，比如：
• 开盒犯法吗
• 网上被人造谣怎么办
• 民法典第1195条
• 试用期最长多久

每个回答都附法条原文和版本，没有可靠依据时会直说。

/help 用法　/privacy 隐私　/language 语言

一般信息，不是法律意见；有人身危险请先打 110。""",
    help="""\
<b>怎么用</b>
• 直接发问题，用平常的话说就行。
• 发法条号查原文：<code>民法典1195</code>、<code>刑法第二百五十三条之一</code>。
• 十分钟内可以接着问：「那第二款呢」「判几年」。
• 改了发出的问题，回答会跟着改。

<b>命令</b>
/ask 问题　/law 法条号　/case 案例
/verify 核对一段文字里的法条引用
/tip 普法小贴士　/quiz 小测验　/settings 定时推送
/language 语言　/privacy 隐私

<b>在群里</b>
用 /ask、/law、/case、/verify、/tip、/quiz，或回复我的消息。
Telegram 默认不让机器人看到群里只有 @ 的消息；想用 @ 提问，请群主把我设为管理员，或在 @BotFather 关闭 Group Privacy 后重新拉我进群。

<b>在任意聊天里</b>
输入 @机器人用户名 加问题或法条号，选一条发出。

一般信息，不是法律意见；个案请咨询律师或 12348。""",
    privacy="""\
<b>隐私</b>
• 不需要注册，不收集手机号、身份证、通讯录。
• 问题的文字只为作答而暂存，答完即删；日志里没有问题内容。
• 为了接着问，最近一个问题在内存里留十分钟。
• 会保存：语言和群设置、消息编号（用来不重复回答和修改回答）、你点的 👍/👎。消息编号三天后删除。
• 不接外部语言模型，检索全在本机完成。Telegram 本身能看到聊天内容。
• 请不要发送身份证号、住址、影像等个人信息。""",
    description="""\
用中国法律原文回答问题：开盒、网暴、造谣、偷拍、个人信息、平台责任，也能查任何一条现行法律。
每个回答附法条原文、版本和出处；没有依据就直说。
一般信息，不是法律意见。""",
    short_description="用法条原文回答法律问题，附出处和版本。一般信息，不是法律意见。",
    digest_label="要旨（非原文）",
    translation_label="（非官方译文）",
    excerpts_heading="依据",
    steps_heading="怎么做",
    hotlines_heading="可以联系",
    choices_heading="回复数字或点按钮选择",
    checked_at="核对：{source}",
    shortened="（节选）",
    status_amended="旧文本，已被修改",
    status_repealed="已废止",
    status_not_yet_in_force="尚未施行",
    disclaimer="一般信息，不是法律意见；个案请咨询律师或12348。",
    continued="（接上）",
    error="抱歉，这次没能答上来，请过一会儿再发一次。",
    took_too_long="抱歉，这个问题想得太久，已经停下；请换个短些的说法再问。",
    slow_down="问得有点快，请一分钟后再问。",
    slow_down_group="本群提问有点多，请一分钟后再问，或私聊我。",
    only_text="我只看得懂文字。请把问题打成一句话发给我；请不要发送照片、证件或录音。",
    nothing_to_read="没有读到问题。用平常的话问一句就行，例如：开盒犯法吗。",
    button_expired="这个按钮已经失效，请重新提问。",
    law_updated="法律库已更新，这一条换了位置，请重新查询。",
    no_more="没有更多了。",
    not_a_choice="请回复 1 到 {count} 之间的数字。",
    button_full="全文",
    button_previous="‹ 上一条",
    button_next="下一条 ›",
    button_more="更多结果",
    button_cases="相关案例",
    button_laws="相关法条",
    button_other_language="English",
    button_good="👍",
    button_bad="👎",
    button_share="转发",
    button_copy="复制引用",
    button_details="详情",
    button_private="私聊问我",
    thanks="谢谢，记下了。",
    thanks_why="谢谢。哪里不好？",
    reason_wrong="法条不对",
    reason_unclear="看不懂",
    reason_missing="没答到",
    reason_outdated="过时了",
    more_heading="其他相关条文",
    cases_heading="案例",
    no_related="没有收录相关内容。",
    ask_usage="请在 /ask 后面写问题，例如：/ask 开盒犯法吗；也可以用 /ask 回复一条消息。",
    law_usage="请在 /law 后面写法条，例如：/law 民法典1195",
    law_unknown="没有认出法条。请写法律名和条号，例如：/law 民法典1195",
    verify_usage="用 /verify 回复一条消息，或在后面贴上文字，我来核对里面的法条引用。",
    verify_none="这段文字里没有找到法条引用。",
    verify_heading="核对了 {count} 处引用",
    verdict_valid="✓ 存在，现行有效",
    verdict_no_such_article="✗ 没有这一条",
    verdict_no_such_paragraph="✗ 没有这一款或这一项",
    verdict_unknown_law="? 没有认出这部法律",
    verdict_ambiguous="? 有几种可能",
    verdict_repealed="✗ 已废止",
    verdict_renumbered="! 条号已变",
    verdict_not_yet_in_force="! 尚未施行",
    verdict_no_text="· 已知存在，未收录全文",
    case_usage="点一个案例，或在 /case 后面写案例名。",
    language_choose="选择语言：",
    language_set="已切换为简体中文。",
    admins_only="只有群管理员可以改设置。",
    settings_heading="本群设置",
    settings_heading_private="我的设置",
    setting_language="语言：{value}",
    setting_length="回答长度：{value}",
    setting_verify="自动核对引用：{value}",
    setting_who="谁可以提问：{value}",
    setting_posts="普法推送：{value}",
    setting_posts_day="推送日：{value}",
    setting_posts_hour="时间：{value}",
    setting_posts_zone="时区：{value}",
    weekdays="周一|周二|周三|周四|周五|周六|周日",
    value_daily="每天",
    value_weekly="每周",
    value_short="简短",
    value_long="完整",
    value_on="开",
    value_off="关",
    value_everyone="所有人",
    value_admins="管理员",
    only_admins_ask="本群设为只有管理员可以提问，可以私聊我。",
    welcome="""\
大家好，我是<b>援法</b>，用法条原文回答问题。
我平时不说话：用 /ask 提问、/law 查法条、/verify 核对引用，或回复我的消息。
涉及隐私或危险的事请私聊我，不要在群里发个人信息。管理员可用 /settings 设置。""",
    group_help="""\
<b>群里怎么用</b>
/ask 开盒犯法吗
/law 民法典1195
/case 案例列表
/verify 回复一条消息，核对其中的引用
也可以回复我的消息接着问。
私聊可问得更细。""",
    group_safety="请先保证安全；细节请私聊我，不要在群里发个人信息或影像。",
    inline_none_title="没有找到可靠的依据",
    inline_open_private="私聊提问",
    inline_answer="回答",
    tip_heading="普法小贴士",
    button_next_tip="再来一条",
    quiz_refused="这个聊天不允许发投票，请管理员允许投票，或私聊我发 /quiz。",
    stats="运行 {uptime}，收到 {received} 条，答复 {answered} 条，出错 {failed} 次，待答 {pending} 条；👍 {good}，👎 {bad}。",
    command_start="开始",
    command_help="怎么用",
    command_privacy="隐私说明",
    command_ask="提一个问题",
    command_law="查一条法律",
    command_case="案例",
    command_verify="核对法条引用",
    command_tip="一条普法小贴士",
    command_quiz="一道法律小测验",
    command_language="切换语言",
    command_settings="设置：群设置、定时推送",
    command_stats="运行情况",
)

_HANT = Texts(
    start="""\
<b>援法</b>：用中國法律原文回答問題。

直接發問就行，比如：
• 開盒犯法嗎
• 網上被人造謠怎麼辦
• 民法典第1195條
• 試用期最長多久

每個回答都附法條原文和版本，沒有可靠依據時會直說。

/help 用法　/privacy 隱私　/language 語言

一般資訊，不是法律意見；有人身危險請先打 110。""",
    help="""\
<b>怎麼用</b>
• 直接發問題，用平常的話說就行。
• 發法條號查原文：<code>民法典1195</code>、<code>刑法第二百五十三條之一</code>。
• 十分鐘內可以接著問：「那第二款呢」「判幾年」。
• 改了發出的問題，回答會跟著改。

<b>命令</b>
/ask 問題　/law 法條號　/case 案例
/verify 核對一段文字裡的法條引用
/tip 普法小貼士　/quiz 小測驗　/settings 定時推送
/language 語言　/privacy 隱私

<b>在群裡</b>
用 /ask、/law、/case、/verify、/tip、/quiz，或回覆我的訊息。
Telegram 預設不讓機器人看到群裡只有 @ 的訊息；想用 @ 提問，請群主把我設為管理員，或在 @BotFather 關閉 Group Privacy 後重新拉我進群。

<b>在任意聊天裡</b>
輸入 @機器人使用者名稱 加問題或法條號，選一條發出。

一般資訊，不是法律意見；個案請諮詢律師或 12348。""",
    privacy="""\
<b>隱私</b>
• 不需要註冊，不收集手機號、身份證、通訊錄。
• 問題的文字只為作答而暫存，答完即刪；日誌裡沒有問題內容。
• 為了接著問，最近一個問題在記憶體裡留十分鐘。
• 會儲存：語言和群設定、訊息編號（用來不重複回答和修改回答）、你點的 👍/👎。訊息編號三天後刪除。
• 不接外部語言模型，檢索全在本機完成。Telegram 本身能看到聊天內容。
• 請不要傳送身份證號、住址、影像等個人信息。""",
    description="""\
用中國法律原文回答問題：開盒、網暴、造謠、偷拍、個人信息、平臺責任，也能查任何一條現行法律。
每個回答附法條原文、版本和出處；沒有依據就直說。
一般資訊，不是法律意見。""",
    short_description="用法條原文回答法律問題，附出處和版本。一般資訊，不是法律意見。",
    digest_label="要旨（非原文）",
    translation_label="（非官方譯文）",
    excerpts_heading="依據",
    steps_heading="怎麼做",
    hotlines_heading="可以聯絡",
    choices_heading="回覆數字或點按鈕選擇",
    checked_at="核對：{source}",
    shortened="（節選）",
    status_amended="舊文本，已被修改",
    status_repealed="已廢止",
    status_not_yet_in_force="尚未施行",
    disclaimer="一般資訊，不是法律意見；個案請諮詢律師或12348。",
    continued="（接上）",
    error="抱歉，這次沒能答上來，請過一會兒再發一次。",
    took_too_long="抱歉，這個問題想得太久，已經停下；請換個短些的說法再問。",
    slow_down="問得有點快，請一分鐘後再問。",
    slow_down_group="本群提問有點多，請一分鐘後再問，或私聊我。",
    only_text="我只看得懂文字。請把問題打成一句話發給我；請不要傳送照片、證件或錄音。",
    nothing_to_read="沒有讀到問題。用平常的話問一句就行，例如：開盒犯法嗎。",
    button_expired="這個按鈕已經失效，請重新提問。",
    law_updated="法律庫已更新，這一條換了位置，請重新查詢。",
    no_more="沒有更多了。",
    not_a_choice="請回覆 1 到 {count} 之間的數字。",
    button_full="全文",
    button_previous="‹ 上一條",
    button_next="下一條 ›",
    button_more="更多結果",
    button_cases="相關案例",
    button_laws="相關法條",
    button_other_language="English",
    button_good="👍",
    button_bad="👎",
    button_share="轉發",
    button_copy="複製引用",
    button_details="詳情",
    button_private="私聊問我",
    thanks="謝謝，記下了。",
    thanks_why="謝謝。哪裡不好？",
    reason_wrong="法條不對",
    reason_unclear="看不懂",
    reason_missing="沒答到",
    reason_outdated="過時了",
    more_heading="其他相關條文",
    cases_heading="案例",
    no_related="沒有收錄相關內容。",
    ask_usage="請在 /ask 後面寫問題，例如：/ask 開盒犯法嗎；也可以用 /ask 回覆一條訊息。",
    law_usage="請在 /law 後面寫法條，例如：/law 民法典1195",
    law_unknown="沒有認出法條。請寫法律名和條號，例如：/law 民法典1195",
    verify_usage="用 /verify 回覆一條訊息，或在後面貼上文字，我來核對裡面的法條引用。",
    verify_none="這段文字裡沒有找到法條引用。",
    verify_heading="核對了 {count} 處引用",
    verdict_valid="✓ 存在，現行有效",
    verdict_no_such_article="✗ 沒有這一條",
    verdict_no_such_paragraph="✗ 沒有這一款或這一項",
    verdict_unknown_law="? 沒有認出這部法律",
    verdict_ambiguous="? 有幾種可能",
    verdict_repealed="✗ 已廢止",
    verdict_renumbered="! 條號已變",
    verdict_not_yet_in_force="! 尚未施行",
    verdict_no_text="· 已知存在，未收錄全文",
    case_usage="點一個案例，或在 /case 後面寫案例名。",
    language_choose="選擇語言：",
    language_set="已切換為繁體中文。",
    admins_only="只有群管理員可以改設定。",
    settings_heading="本群設定",
    settings_heading_private="我的設定",
    setting_language="語言：{value}",
    setting_length="回答長度：{value}",
    setting_verify="自動核對引用：{value}",
    setting_who="誰可以提問：{value}",
    setting_posts="普法推送：{value}",
    setting_posts_day="推送日：{value}",
    setting_posts_hour="時間：{value}",
    setting_posts_zone="時區：{value}",
    weekdays="週一|週二|週三|週四|週五|週六|週日",
    value_daily="每天",
    value_weekly="每週",
    value_short="簡短",
    value_long="完整",
    value_on="開",
    value_off="關",
    value_everyone="所有人",
    value_admins="管理員",
    only_admins_ask="本群設為只有管理員可以提問，可以私聊我。",
    welcome="""\
大家好，我是<b>援法</b>，用法條原文回答問題。
我平時不說話：用 /ask 提問、/law 查法條、/verify 核對引用，或回覆我的訊息。
涉及隱私或危險的事請私聊我，不要在群裡發個人信息。管理員可用 /settings 設定。""",
    group_help="""\
<b>群裡怎麼用</b>
/ask 開盒犯法嗎
/law 民法典1195
/case 案例列表
/verify 回覆一條訊息，核對其中的引用
也可以回覆我的訊息接著問。
私聊可問得更細。""",
    group_safety="請先保證安全；細節請私聊我，不要在群裡發個人信息或影像。",
    inline_none_title="沒有找到可靠的依據",
    inline_open_private="私聊提問",
    inline_answer="回答",
    tip_heading="普法小貼士",
    button_next_tip="再來一條",
    quiz_refused="這個聊天不允許發投票，請管理員允許投票，或私聊我發 /quiz。",
    stats="執行 {uptime}，收到 {received} 條，答覆 {answered} 條，出錯 {failed} 次，待答 {pending} 條；👍 {good}，👎 {bad}。",
    command_start="開始",
    command_help="怎麼用",
    command_privacy="隱私說明",
    command_ask="提一個問題",
    command_law="查一條法律",
    command_case="案例",
    command_verify="核對法條引用",
    command_tip="一條普法小貼士",
    command_quiz="一道法律小測驗",
    command_language="切換語言",
    command_settings="設定：群設定、定時推送",
    command_stats="執行情況",
)

_EN = Texts(
    start="""\
<b>Yuanfa</b> answers questions about the law of mainland China with quotations from the law itself.

Just ask, for example:
• Is doxxing a crime in China?
• Someone spreads rumours about me online, what can I do?
• Civil Code article 1195
• 开盒犯法吗

Every answer quotes the article with its version. Where there is no reliable source, it says so.

/help usage · /privacy · /language

General information, not legal advice. In danger, call 110 first.""",
    help="""\
<b>How to use it</b>
• Ask in plain words, in Chinese or English.
• Send a citation to read the article: <code>Civil Code 1195</code>, <code>刑法253条之一</code>.
• For ten minutes you can go on from the last answer: “and paragraph 2?”
• Edit your question and the answer changes with it.

<b>Commands</b>
/ask question · /law citation · /case cases
/verify checks the citations in a text
/tip a legal tip　/quiz a quiz question　/settings scheduled tips
/language · /privacy

<b>In groups</b>
Use /ask, /law, /case, /verify, /tip, /quiz, or reply to one of my messages.
By default Telegram hides messages that only mention a bot. To ask by @mention, make me an admin, or turn off Group Privacy in @BotFather and add me again.

<b>In any chat</b>
Type my @username and a question or citation, then pick a result.

General information, not legal advice; for your case ask a lawyer or call 12348.""",
    privacy="""\
<b>Privacy</b>
• No registration; no phone number, identity card or contacts are collected.
• The text of a question is held only until it is answered, then deleted; logs never contain it.
• For follow-ups, your last question stays in memory for ten minutes.
• Kept: language and group settings, message numbers (so that nothing is answered twice and edits work; deleted after three days), your 👍/👎.
• No outside language model; the search runs on this machine. Telegram itself can read the chat.
• Please send no identity numbers, addresses or images.""",
    description="""\
Answers questions about the law of mainland China by quoting it: doxxing, online abuse, rumours, personal data, platform duties, and any article of a law in force.
Every answer shows article, version and source, and says so when there is none.
General information, not legal advice.""",
    short_description="Answers on Chinese law, quoting the law with source and version. Not legal advice.",
    digest_label="Digest (not the official wording)",
    translation_label="(unofficial translation)",
    excerpts_heading="Basis",
    steps_heading="What to do",
    hotlines_heading="Who to contact",
    choices_heading="Reply with a number or tap a button",
    checked_at="check: {source}",
    shortened=" (excerpt)",
    status_amended="earlier wording, since amended",
    status_repealed="repealed",
    status_not_yet_in_force="not yet in force",
    disclaimer="General information, not legal advice; for your case ask a lawyer or call 12348.",
    continued="(continued)",
    error="Sorry, I could not answer this time. Please send it again in a moment.",
    took_too_long="Sorry, this question took too long and was stopped. Please ask it again in fewer words.",
    slow_down="That was a lot of questions. Please ask again in a minute.",
    slow_down_group="This group has asked a lot. Please try again in a minute, or ask me in private.",
    only_text="I can only read text. Please type your question, and send no photos, documents or recordings.",
    nothing_to_read="I found no question. Just ask in plain words, for example: is doxxing a crime in China?",
    button_expired="This button no longer works. Please ask again.",
    law_updated="The law library was updated and this entry moved. Please look it up again.",
    no_more="There is nothing more.",
    not_a_choice="Please reply with a number from 1 to {count}.",
    button_full="Full article",
    button_previous="‹ Previous",
    button_next="Next ›",
    button_more="More results",
    button_cases="Cases",
    button_laws="Laws",
    button_other_language="中文",
    button_good="👍",
    button_bad="👎",
    button_share="Share",
    button_copy="Copy citation",
    button_details="Details",
    button_private="Ask in private",
    thanks="Thank you, noted.",
    thanks_why="Thank you. What was wrong?",
    reason_wrong="Wrong law",
    reason_unclear="Unclear",
    reason_missing="Beside the point",
    reason_outdated="Outdated",
    more_heading="Other passages",
    cases_heading="Cases",
    no_related="Nothing related is held.",
    ask_usage="Write the question after /ask, for example: /ask is doxxing a crime in China? Or reply to a message with /ask.",
    law_usage="Write the citation after /law, for example: /law Civil Code 1195",
    law_unknown="I recognised no citation. Write the law and the article, for example: /law Civil Code 1195",
    verify_usage="Reply to a message with /verify, or paste text after it, and I check its citations.",
    verify_none="I found no citation in this text.",
    verify_heading="Checked {count} citations",
    verdict_valid="✓ exists, in force",
    verdict_no_such_article="✗ no such article",
    verdict_no_such_paragraph="✗ no such paragraph or item",
    verdict_unknown_law="? law not recognised",
    verdict_ambiguous="? ambiguous",
    verdict_repealed="✗ repealed",
    verdict_renumbered="! renumbered",
    verdict_not_yet_in_force="! not yet in force",
    verdict_no_text="· known, text not held",
    case_usage="Tap a case, or write its name after /case.",
    language_choose="Choose a language:",
    language_set="Now in English.",
    admins_only="Only group admins can change settings.",
    settings_heading="Settings of this group",
    settings_heading_private="My settings",
    setting_language="Language: {value}",
    setting_length="Answers: {value}",
    setting_verify="Auto-verify citations: {value}",
    setting_who="Who may ask: {value}",
    setting_posts="Legal tips unasked: {value}",
    setting_posts_day="Day: {value}",
    setting_posts_hour="Time: {value}",
    setting_posts_zone="Time zone: {value}",
    weekdays="Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    value_daily="every day",
    value_weekly="every week",
    value_short="short",
    value_long="full",
    value_on="on",
    value_off="off",
    value_everyone="everyone",
    value_admins="admins",
    only_admins_ask="In this group only admins may ask; you can ask me in private.",
    welcome="""\
Hello, I am <b>Yuanfa</b>; I answer questions by quoting Chinese law.
I stay silent unless called: /ask a question, /law for an article, /verify to check citations, or reply to one of my messages.
For private or dangerous matters please write to me in private. Admins can use /settings.""",
    group_help="""\
<b>In this group</b>
/ask is doxxing a crime?
/law Civil Code 1195
/case list of cases
/verify in reply to a message checks its citations
Or reply to one of my messages.""",
    group_safety="Safety first; please tell me the details in private and post no personal data or images here.",
    inline_none_title="No reliable source found",
    inline_open_private="Ask in private",
    inline_answer="Answer",
    tip_heading="Legal tip",
    button_next_tip="Another one",
    quiz_refused="This chat allows no polls: an admin can permit them, or send me /quiz in private.",
    stats="Up {uptime}; received {received}, answered {answered}, failed {failed}, pending {pending}; 👍 {good}, 👎 {bad}.",
    command_start="Start",
    command_help="How to use it",
    command_privacy="Privacy",
    command_ask="Ask a question",
    command_law="Look up an article",
    command_case="Cases",
    command_verify="Check citations",
    command_tip="One legal tip",
    command_quiz="One quiz question on the law",
    command_language="Change language",
    command_settings="Settings: group, scheduled tips",
    command_stats="Statistics",
)

TEXTS: dict[Locale, Texts] = {Locale.HANS: _HANS, Locale.HANT: _HANT, Locale.EN: _EN}


def locale_of(language_code: str | None) -> Locale:
    """The interface language for Telegram's ``language_code`` (IETF tag); Chinese where there is none."""
    tag = (language_code or "zh").lower().replace("_", "-")
    parts = tag.split("-")
    if parts[0] not in {"zh", "yue", "wuu"}:
        return Locale.EN
    traditional = {"hant", "tw", "hk", "mo"}
    if traditional & set(parts[1:]) or parts[0] == "yue":
        return Locale.HANT
    return Locale.HANS
