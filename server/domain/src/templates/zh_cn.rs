//! 简体中文。

use model::outbox::{Medium, Template};

/// Subject and body.
pub(super) const fn texts(template: Template, medium: Medium) -> (&'static str, &'static str) {
    match (template, medium) {
        (Template::Invitation, Medium::Email) => (
            "{inviter} 邀请您加入 {organisation}",
            "您好：\n\n{inviter} 邀请您在 Muster 上加入 {organisation}。\n\n请打开下面的链接注册并加入。链接 {days} 天内有效，仅限您本人使用：\n\n{link}\n\n\
             如果您不认识 {inviter} 或 {organisation}，请忽略此邮件，不会有任何影响。",
        ),
        (Template::Invitation, Medium::Sms) => ("", "{inviter} 邀请您加入 {organisation}：{link}"),
        (Template::Code, Medium::Email) => (
            "您的验证码是 {code}",
            "{name}，您好：\n\n您的验证码是 {code}，{minutes} 分钟内有效。\n\n{organisation} 的任何人都不会向您索要验证码。如果不是您本人操作，请忽略此邮件。",
        ),
        (Template::Code, Medium::Sms) => ("", "您的 Muster 验证码是 {code}，{minutes} 分钟内有效，请勿告诉他人。"),
        (Template::HandoverPlanned, Medium::Email) => (
            "{leaver} 的工作即将交接",
            "{name}，您好：\n\n{leaver} 在 {organisation} 负责的客户与事务将于 {when} 交接给其他同事。该交接由 {by} 安排。\n\n如有疑问，请联系 {by}。",
        ),
        (Template::HandoverPlanned, Medium::Sms) => {
            ("", "{leaver} 在 {organisation} 的工作将于 {when} 交接给其他同事。")
        }
        (Template::HandoverDone, Medium::Email) => (
            "{leaver} 的工作交接已完成",
            "{name}，您好：\n\n{leaver} 在 {organisation} 的工作交接已完成，共交接 {done} 项。\n\n{failed}",
        ),
        (Template::HandoverDone, Medium::Sms) => ("", "{leaver} 的工作交接已完成，共交接 {done} 项。"),
        (Template::HandoverReceived, Medium::Email) => (
            "您已接手 {leaver} 的工作",
            "{name}，您好：\n\n以下内容原由 {leaver} 负责，现在 {organisation} 由您接手：\n\n{things}",
        ),
        (Template::HandoverReceived, Medium::Sms) => ("", "您已接手 {leaver} 的工作：{things}"),
        (Template::AutoSyncFailed, Medium::Email) => (
            "{connection} 自动同步失败",
            "您好：\n\n{organisation} 的 {connection} 自动同步失败，未做任何更改。原因：\n\n{reason}\n\n系统将在下次计划时间重试，也可在「在线状态同步」中手动运行。",
        ),
        (Template::AutoSyncFailed, Medium::Sms) => ("", "{organisation} 的 {connection} 自动同步失败：{reason}"),
        (Template::PresenceOutage, Medium::Email) => (
            "{connection} 的在线状态已中断",
            "您好：\n\n{organisation} 的 {connection} 目前收不到在线状态，因此也不会同步到另一平台。遇到的问题：\n\n{reason}\n\n系统会继续重试，恢复后会重新读取全部状态。详情见“在线状态同步”。",
        ),
        (Template::PresenceOutage, Medium::Sms) => ("", "{organisation} 的 {connection} 在线状态中断：{reason}"),
        (Template::AgentPassword, Medium::Email) => (
            "您在 {organisation} 的座席账号",
            "{name}，您好：\n\n您已成为 {organisation} 的座席，座席工号为 {number}。\n\n请使用本邮箱和以下密码登录：\n\n{password}\n\n{link}\n\n首次登录时需设置自己的密码。以上密码 {days} 天内有效。",
        ),
        (Template::AgentPassword, Medium::Sms) => ("", "{organisation}：座席工号 {number}，密码 {password}，{link}"),
        (Template::AgentPasswordReset, Medium::Email) => (
            "{organisation} 的新密码",
            "{name}，您好：\n\n您在 {organisation} 的密码已重置，原密码已失效。请使用以下密码登录：\n\n{password}\n\n{link}\n\n登录时需设置自己的密码。以上密码 {days} 天内有效。您的座席工号为 {number}。",
        ),
        (Template::AgentPasswordReset, Medium::Sms) => ("", "{organisation}：新密码 {password}，{link}"),
        (Template::AgentWelcome, Medium::Email) => (
            "您已成为 {organisation} 的座席",
            "{name}，您好：\n\n您已成为 {organisation} 的座席，座席工号为 {number}。\n\n请照常登录：\n\n{link}",
        ),
        (Template::AgentWelcome, Medium::Sms) => ("", "{organisation}：您已成为座席，工号 {number}。{link}"),
        (Template::AgentForcedOffline, Medium::Email) => (
            "您已被 {organisation} 强制下线",
            "{name}，您好：\n\n{by} 已将您在 {organisation} 强制下线，目前无法登录。原因：\n\n{reason}\n\n截至：{until}\n\n如有疑问，请联系 {by}。",
        ),
        (Template::AgentForcedOffline, Medium::Sms) => ("", "{by} 已将您在 {organisation} 强制下线：{reason}"),
        (Template::AgentResumed, Medium::Email) => {
            ("您可以重新登录 {organisation}", "{name}，您好：\n\n您已恢复上线，可以重新登录 {organisation}：\n\n{link}")
        }
        (Template::AgentResumed, Medium::Sms) => ("", "您可以重新登录 {organisation}：{link}"),
    }
}
