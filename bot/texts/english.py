"""The interface in English."""

from __future__ import annotations

from bot.texts.sentences import Texts

ENGLISH = Texts(
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
/tip a legal tip　/quiz a quiz question　/settings scheduled tips　/about what this is, and up to when
/language · /privacy

<b>In groups</b>
Use /ask, /law, /case, /verify, /tip, /quiz, or reply to one of my messages.
By default Telegram hides messages that only mention a bot. To ask by @mention, make me an admin, or turn off Group Privacy in @BotFather and add me again.

<b>In any chat</b>
Type my @username and a question or citation, then pick a result.

General information, not legal advice; for your case ask a lawyer or call 12348.""",
    privacy="""\
<b>Privacy</b>

<b>Who is responsible</b>　{controller}
<b>How to reach them</b>　{contact}

<b>What is processed, why, and for how long</b>
• The text of a question: only to answer it; written to a to-do list on disk and deleted when answered (within a second, the database's log included); an unfinished one after three days at most.
• Your latest questions: in memory for ten minutes, so that you can go on asking; in memory for a day at most, so that the buttons under an answer and replies to it still know what it is about. Never on disk; gone at a restart.
• Message numbers with the number of the chat: so that nothing is answered twice; three days.
• Which passages an answer quoted: for its buttons and for edits; 30 days. Chat and asker only as keyed hashes, not as numbers.
• Your 👍/👎: to improve answers; a year, as hashes.
• Your language, your or a group's settings, tips already shown: 400 days after the last use; 30 days after the bot was removed or blocked.
• Daily totals of answers: about nobody; 400 days.
• Numbers blocked by the operator: against abuse; three years at most.{unanswered}
Logs hold no questions, names or numbers. No phone numbers, identity cards or contacts are collected; no profiles, no sale, no training.

<b>Where data go</b>
The search runs on the operator's server, without outside models or third parties. The chat passes through Telegram, whose servers are abroad and whose own privacy policy applies; if you do not want that, do not ask here.

<b>Sensitive data and minors</b>
No question needs names, identity numbers, addresses, medical records or images: please send none; they are not needed, and a leak would harm the person. What is sent is treated as question text and deleted when answered (PIPL Articles 28 to 30). Under fourteen (in the EU under sixteen, in some countries down to thirteen), please use this only with a parent's or guardian's consent and company (PIPL Article 31; GDPR Article 8). We do not check ages.

<b>Basis and your rights</b>
By sending a question you consent to its being answered; stopping and sending /forget withdraws that, for the future (Personal Information Protection Law, Articles 13 and 15; GDPR Article 6(1)(a)).
/privacy shows what is held · /export hands you a copy · /forget deletes it at once.
For corrections, explanations and anything else use the contact above (PIPL Articles 44 to 50; GDPR Articles 15 to 21). You may complain to the authorities that protect personal information (PIPL Article 65), in the EU to a supervisory authority (GDPR Article 77).""",
    description="""\
Answers questions about the law of mainland China by quoting it: doxxing, online abuse, rumours, personal data, platform duties, and any article of a law in force.
Every answer shows article, version and source, and says so when there is none.
General information, not legal advice.""",
    short_description="Answers on Chinese law, quoting the law with source and version. Not legal advice.",
    digest_label="Digest (not the official wording)",
    translation_label="(unofficial translation)",
    steps_heading="What to do",
    further_heading="You also asked: {ask}",
    hotlines_heading="Who to contact",
    choices_heading="Reply with a number or tap a button",
    checked_at="check: {source}",
    shortened=" (excerpt)",
    status_amended="earlier wording, since amended",
    status_repealed="repealed",
    status_not_yet_in_force="not yet in force",
    disclaimer="General information, not legal advice; for your case ask a lawyer or call 12348.",
    error="Sorry, I could not answer this time. Please send it again in a moment.",
    took_too_long="Sorry, this question took too long and was stopped. Please ask it again in fewer words.",
    gave_up="Sorry, this question could not be answered in several tries. Please ask it in other words.",
    old_law="Note: law held here changed on {day}; what is quoted is still the text of before. Check it at flk.npc.gov.cn.",
    about_days="The texts held are those published up to {newest}, judged as of {today}. For later changes see flk.npc.gov.cn.",
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
    verify_scope="✓ means that the article exists and is in force; words given as its text and crimes named beside it were compared, the rest was not checked.",
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
    inline_open_private="Ask in private",
    tip_heading="Legal tip",
    button_next_tip="Another one",
    quiz_refused="This chat allows no polls: an admin can permit them, or send me /quiz in private.",
    stats="Up {uptime}; received {received}, answered {answered}, failed {failed}, pending {pending}; 👍 {good}, 👎 {bad}.",
    privacy_unset="(not stated by the operator; ask whoever gave you this bot)",
    privacy_held="""\
<b>Held about you at this moment</b>
Language: {users}　Settings: {chats}
Records of answers: {answers}　👍/👎: {votes}
Tips shown: {shown}　Message numbers: {deliveries}
Latest questions in memory: {recent}
Unanswered questions kept: {unanswered}
/export for a copy, /forget deletes it at once.""",
    privacy_group="For privacy and what is held about you, send me /privacy in private; /forget works here too.",
    forgotten="Deleted: language, settings and scheduled tips, records of answers, 👍/👎, questions in memory. Buttons under earlier answers no longer work. The chat itself is with Telegram; delete it there.",
    export_caption="Everything that is held about you.",
    export_failed="The file could not be sent. Please send /export again in a moment.",
    export_private="An export is handed over in private only: please send me /export there.",
    command_forget="Delete my data",
    command_export="Export my data",
    too_old="This answer is from some time ago and I no longer know what was asked. Please ask again.",
    not_yours="Only who asked and group admins can use this button; ask a question of your own instead.",
    link_expired="What this link points to is gone. Please send the question again.",
    document_how="To have the citations in a file checked, write /verify in its caption or reply to it with /verify; for a question, please type it.",
    no_voice="I cannot listen to recordings. Please type your question; nothing was downloaded or kept.",
    no_images="I cannot read images or videos. Please type the question or the words in them; nothing was downloaded, and please send no identity papers or private images.",
    verify_hidden="Switched on, but Telegram hides ordinary messages from me here: make me an admin, or turn off Group Privacy in @BotFather and add me again.",
    verify_rest="The other {count} exist and are in force.",
    verify_more_wrong="{count} more have problems too; please check the text in parts.",
    inline_slow="Too many queries, try again in a minute",
    disclaimer_brief="General information, not legal advice.",
    stats_day="{day}: answered {answered}, no source {unknown}, other {other}",
    admission_usage="Write a number: /block ID (never answer this person or chat), /allow ID (answer only those listed), /unlist ID (take it back).",
    admission_list="""\
Not answered: {blocked}
Only answered: {allowed}""",
    admission_everybody="no restriction",
    broadcast_usage="In private, write /broadcast and the notice; it goes to chats that switched notices on in /settings.",
    broadcast_done="Sent to {count} chats.",
    news_heading="Notice from Yuanfa",
    setting_news="Notices from the operator: {value}",
    file_large="The file is too large: at most 1 MB. Please paste the part to be checked.",
    file_unknown="Only .txt, .md, .docx and .pdf files can be checked. Please send one of these or paste the text.",
    file_broken="No text could be read: the file has a password, is damaged, or is a scan. Please paste the text.",
    file_failed="The file could not be fetched. Please send it again.",
    unanswered_kept="I had no answer to this. Its words are kept for 30 days so that the operator can fill the gap; /forget deletes them at once.",
    privacy_unanswered="• Questions without an answer: the operator has chosen to keep their words for 30 days, to fill the gap; the asker only as a hash. You are told under each of them, and /forget deletes them at once.",
    business_on="Connected. I neither read nor answer your chats for you: only where you or the other person writes /ask or /law with a question, or @{name}, do I answer that one message. Nothing else is processed or kept. To disconnect: Telegram settings › Business › Chatbots.",
    business_silent="Connected, but without permission to reply, so I stay silent in your chats. Allow it in Telegram settings › Business › Chatbots if you want answers there, or ask me here.",
    command_start="Start",
    command_help="How to use it",
    command_about="What this is, and the day of its data",
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
