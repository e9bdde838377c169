//! 简体中文.

use super::HomeWords;
use crate::words::Plural;

pub const WORDS: HomeWords = HomeWords {
    greeting: "{name}，你好，以下是今天需要关注的事项。",
    needs_you: "待办事项",
    nothing: "没有待办事项",
    nothing_text: "无人待审批，也没有失败的任务。有新事项时会自动出现在这里。",
    people_wait: Plural::same("{n} 人待审批"),
    people_wait_text: "请前往“加入管理”通过或拒绝。",
    run_failed: "{kind}失败",
    run_waits: "{kind}待审阅",
    counts: "新增 {add}，变更 {change}，离开 {leave}，冲突 {conflict}",
    connection_fails: "{name}无法正常工作",
    connection_untested: "{name}尚未测试",
    connection_untested_text: "首次同步前请先测试。",
    webhook_off: "Webhook {name} 持续失败，已停用",
    handover_proposed: "{name}的交接待另一人确认",
    handover_proposed_text: "如果不是你提出的，请审阅并执行。",
    handover_scheduled: "{name}即将交接",
    handover_scheduled_text: "将于 {date} 自动执行。",
    handover_not_begun: "{name}的交接未能按时执行",
    handover_not_begun_text: "打开查看原因。",
    handover_failed: "{name}的交接有未成功的内容",
    handover_failed_n: Plural::same("{n} 项被拒绝或失败。"),
    never_connected: "连接企业微信",
    never_connected_text: "连接后，部门、成员和客户将自动同步到这里。",
    at_a_glance: "概览",
    active_members: "正常成员",
    waiting: "待审批",
    links: "生效中的邀请链接",
    health: "连接状态",
    // Somebody without rights
    welcome: "欢迎，{name}",
    own_page: "你已加入，这是你的个人页面。",
    you_may: "你可以",
    you_may_text: "点击右上角头像，选择语言和外观，或退出登录。",
    ask_admin: "管理后台供管理员使用。如需使用其中的功能，请联系管理员调整角色。",
    other_organisations: "你还属于其他组织，可在页面顶部切换。",
    // Inviting and being invited
    invite_title: "邀请同事",
    invite_text: "通过邮件、短信或从通讯录邀请。",
    invited_to: "{inviter}邀请你加入{organisation}",
    invited_text: "你仍属于现有的组织，可随时切换。",
    see_invitation: "查看邀请",
};
