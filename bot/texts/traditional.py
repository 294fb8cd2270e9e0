"""The interface in traditional Chinese."""

from __future__ import annotations

from bot.texts.sentences import Texts

TRADITIONAL = Texts(
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
/tip 普法小貼士　/quiz 小測驗　/settings 定時推送　/about 簡介與資料日期
/language 語言　/privacy 隱私

<b>在群裡</b>
用 /ask、/law、/case、/verify、/tip、/quiz，或回覆我的訊息。
Telegram 預設不讓機器人看到群裡只有 @ 的訊息；想用 @ 提問，請群主把我設為管理員，或在 @BotFather 關閉 Group Privacy 後重新拉我進群。

<b>在任意聊天裡</b>
輸入 @機器人使用者名稱 加問題或法條號，選一條發出。

一般資訊，不是法律意見；個案請諮詢律師或 12348。""",
    privacy="""\
<b>隱私說明</b>

<b>誰負責</b>　{controller}
<b>怎麼聯絡</b>　{contact}

<b>處理什麼、為什麼、留多久</b>
• 問題的文字：只為作答，寫進磁碟上的待辦，答完即刪（一秒內連同數據庫日誌一起清掉）；沒答完的最多三天。
• 最近的問題：為了接著問，在記憶體裡留十分鐘；為了讓回答下面的按鈕和對它的回覆還知道在說什麼，在記憶體裡最多留一天。不寫進磁碟，重新啟動即失。
• 訊息編號：為了不重複回答，連同聊天編號留三天。
• 一個回答引了哪些條文：為了按鈕和改寫，留 30 天；聊天和提問人只存加密雜湊，不存編號。
• 你點的 👍/👎：為了改進回答，留一年；只存雜湊。
• 你選的語言、你或群管理員的設定、推送過哪些小貼士：最後一次使用後 400 天刪除；機器人被移出或封鎖後 30 天刪除。
• 每天答了多少次的總數：不含任何人，留 400 天。
• 運營者封鎖的編號：為了防止濫用，最多三年。{unanswered}
日誌裡沒有問題、姓名和編號。不收集手機號、身份證、通訊錄，不做畫像，不出售，不用於訓練。

<b>數據在哪裡</b>
檢索全在運營者的伺服器上完成，不接外部模型，不交給第三方。聊天要經過 Telegram，其伺服器在境外，由它自己的隱私政策管；不想讓它經手，就不要在這裡提問。

<b>敏感資訊和未成年人</b>
提問不需要姓名、證件號、住址、病歷、影像，請不要發：作答用不著，洩露會傷害本人。發來的按問題文字處理，答完即刪（《個人信息保護法》第二十八條至第三十條）。不滿十四周歲的（在歐盟是不滿十六周歲，有的國家低至十三周歲），請由父母或其他監護人同意並陪同使用（第三十一條；《通用數據保護條例》第八條）。我們不核對年齡。

<b>依據和你的權利</b>
你發來問題，即同意為作答而處理；停用並發 /forget 就是撤回，撤回前的處理仍然有效（《個人信息保護法》第十三條、第十五條）。
/privacy 查看　/export 導出副本　/forget 立即刪除。
更正、解釋、其他請求，找上面的聯絡方式（《個人信息保護法》第四十四條至第五十條；在歐盟是《通用數據保護條例》第十五條至第二十一條）。不滿意可以向履行個人信息保護職責的部門投訴、舉報（第六十五條），在歐盟可以向監管機構申訴。""",
    description="""\
用中國法律原文回答問題：開盒、網暴、造謠、偷拍、個人信息、平臺責任，也能查任何一條現行法律。
每個回答附法條原文、版本和出處；沒有依據就直說。
一般資訊，不是法律意見。""",
    short_description="用法條原文回答法律問題，附出處和版本。一般資訊，不是法律意見。",
    digest_label="要旨（非原文）",
    translation_label="（非官方譯文）",
    steps_heading="怎麼做",
    further_heading="還問到：{ask}",
    hotlines_heading="可以聯絡",
    choices_heading="回覆數字或點按鈕選擇",
    checked_at="核對：{source}",
    shortened="（節選）",
    status_amended="舊文本，已被修改",
    status_repealed="已廢止",
    status_not_yet_in_force="尚未施行",
    disclaimer="一般資訊，不是法律意見；個案請諮詢律師或12348。",
    error="抱歉，這次沒能答上來，請過一會兒再發一次。",
    took_too_long="抱歉，這個問題想得太久，已經停下；請換個短些的說法再問。",
    gave_up="抱歉，這個問題試了幾次都沒能答上來；請換個說法再問。",
    old_law="注意：{day}起有法律變動，這裏引用的仍是變動前的條文，尚未更新；請到 flk.npc.gov.cn 核對。",
    about_days="收錄的正文截至{newest}公佈的，按{today}的日期判斷是否有效；之後的變化請查 flk.npc.gov.cn。",
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
    verify_scope="✓ 表示條文存在、現行有效；寫出的原文和罪名與條文比對過，其餘內容沒有核對。",
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
    inline_open_private="私聊提問",
    tip_heading="普法小貼士",
    button_next_tip="再來一條",
    quiz_refused="這個聊天不允許發投票，請管理員允許投票，或私聊我發 /quiz。",
    stats="執行 {uptime}，收到 {received} 條，答覆 {answered} 條，出錯 {failed} 次，待答 {pending} 條；👍 {good}，👎 {bad}。",
    privacy_unset="（運營者沒有填寫，請向把機器人交給你的人詢問）",
    privacy_held="""\
<b>關於你，現在存著</b>
語言選擇：{users}　設定：{chats}
回答的記錄：{answers}　👍/👎：{votes}
推送過的小貼士：{shown}　訊息編號：{deliveries}
記憶體裡的最近問題：{recent}
沒有答上而留存的問題：{unanswered}
/export 導出，/forget 立即刪除。""",
    privacy_group="隱私說明和關於你的記錄，請私聊我發 /privacy；/forget 在這裡也可以用。",
    forgotten="已刪除：語言、設定和推送、回答的記錄、👍/👎、記憶體裡的問題。之前回答下面的按鈕不再可用。聊天記錄在 Telegram，請自己刪。",
    export_caption="關於你存著的全部內容。",
    export_failed="檔案沒能發出，請過一會兒再發 /export。",
    export_private="導出的內容只在私聊裡給本人，請私聊我發 /export。",
    command_forget="刪除關於我的數據",
    command_export="導出關於我的數據",
    too_old="這個回答是較早以前的，我已不知道當時問的是什麼，請重新提問。",
    not_yours="只有提問的人和群管理員可以用這個按鈕；想看別的，請自己問一句。",
    link_expired="這個連結指的內容已經不在了，請把問題再發一次。",
    document_how="要核對檔案裡的法條引用，請在檔案的說明裡寫 /verify，或用 /verify 回覆它；要提問，請打成文字。",
    no_voice="我聽不了語音。請把問題打成一句話發給我；錄音沒有下載，也不會儲存。",
    no_images="我看不了圖片和視頻。請把問題或圖裡的字打出來；圖片沒有下載，也請不要發證件和隱私影像。",
    verify_hidden="已打開。但 Telegram 現在不讓我看到群裡的普通訊息：請把我設為管理員，或在 @BotFather 關閉 Group Privacy 後重新拉我進群，否則核對不了。",
    verify_rest="其餘 {count} 處存在，現行有效。",
    verify_more_wrong="另有 {count} 處也有問題，請分段再核對。",
    inline_slow="問得太快，請一分鐘後再試",
    disclaimer_brief="一般資訊，不是法律意見。",
    stats_day="{day}：答上 {answered}，沒有依據 {unknown}，其他 {other}",
    admission_usage="寫一個編號：/block 編號（不答這個人或群）、/allow 編號（只答名單裡的）、/unlist 編號（取消）。",
    admission_list="""\
不答：{blocked}
只答：{allowed}""",
    admission_everybody="所有人",
    broadcast_usage="在私聊裡寫 /broadcast 加通知，發給在 /settings 裡打開了「運營通知」的聊天。",
    broadcast_done="已發給 {count} 個聊天。",
    news_heading="援法通知",
    setting_news="運營通知：{value}",
    file_large="檔案太大：最多 1 MB。請貼上要核對的那一段。",
    file_unknown="只能核對 .txt、.md、.docx 和 .pdf 檔案。請換成其中一種，或貼上文字。",
    file_broken="檔案讀不出文字：可能有密碼、已損壞，或只是掃描的圖片。請貼上文字。",
    file_failed="檔案沒能取到，請再發一次。",
    unanswered_kept="這個問題沒有答上，文字會留存 30 天，只供運營者補充資料；不想留，傳 /forget 立即刪除。",
    privacy_unanswered="• 沒有答上的問題：運營者選擇了留存文字 30 天，用來補充資料；提問人只存雜湊，回答下面會逐次說明，/forget 立即刪除。",
    business_on="已連接。我不讀、也不代你回覆你的聊天；對方或你在聊天裡用 /ask、/law 加問題，或 @{name}，我才答那一條。別的訊息不處理、不保存。斷開：Telegram 設定 › Business › 聊天機器人。",
    business_silent="已連接，但沒有給我回覆的許可，所以我在你的聊天裡不會出聲。要用就在 Telegram 設定 › Business › 聊天機器人裡允許回覆；直接問我也行。",
    command_start="開始",
    command_help="怎麼用",
    command_about="簡介與資料日期",
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
