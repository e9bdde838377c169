//! 简体中文.

use super::InvitingWords;
use crate::words::Plural;

pub const WORDS: InvitingWords = InvitingWords {
    // Where
    title: "邀请加入{organisation}",
    tab_people: "邮箱与手机号",
    tab_contacts: "从通讯录",
    // The box
    addresses: "邮箱地址或手机号",
    addresses_hint: "可输入或粘贴多个，用逗号、空格或换行分隔。",
    addresses_example: "lin@example.com，138 0013 8000",
    people_chosen: "待邀请的人员",
    in_list: Plural::same("{n} 个地址"),
    in_the_way: Plural::same("{n} 个无法直接邀请"),
    chip: "{address}：{verdict}",
    checking: "正在检查",
    with_name: "{verdict}（{name}）",
    too_many: "一次最多邀请 {limit} 人，请移除一部分，稍后再邀请。",
    // What is the same for all of them
    department_hint: "选填。留空则加入顶级部门。",
    department_needed: "请选择你管理的部门之一。",
    message_language: "消息语言",
    walk_in: "对方注册后即可加入，无需审批。",
    admin_approves: "每个人都需由管理员审批后加入。",
    way_closed: "按加入规则，此方式已关闭，暂时无法加入。",
    no_mail: "尚未连接邮件服务器。邮件邀请会等到连接后再发送，也可以复制链接以其他方式发送。",
    no_sms: "尚未连接短信网关。短信邀请会等到连接后再发送，也可以复制链接以其他方式发送。",
    see_connections: "查看消息发送设置",
    send_n: Plural::same("发送 {n} 份邀请"),
    // What became of it
    results: "邀请结果",
    result_sent: "已邀请",
    result_not: "未邀请",
    invited_n: Plural::same("已邀请 {n} 人。"),
    not_invited_n: Plural::same("{n} 人未被邀请。"),
    see_all: "查看全部未激活的人员",
    // Ways out
    sent_again: "已重新发送至 {address}。",
    waits_again: "{name}已重新进入待审批。",
    restored: "{name}已恢复为正常状态。",
    restore_title: "{address} 仍是{name}本人吗？",
    restore_counts: "1 名成员：{name}",
    restore_consequence: "{name}将恢复为正常状态，沿用原来的角色、部门和客户。如果该地址现已属于他人，对方会看到这些信息。",
    restore_back: "之后可以再次办理离职。如不确定，请更换地址。",
    restore_confirm: "恢复 1 名成员",
    // Contacts
    search_contacts: "按姓名搜索通讯录",
    contacts: "通讯录",
    no_contacts: "通讯录中还没有人",
    no_contacts_text: "通讯录中是与你同属其他组织的人员。",
    nobody_found: "没有找到该姓名的人员。",
    invite_n: Plural::same("邀请 {n} 人"),
    chosen_n: Plural::same("已选 {n} 人"),
    // One person
    contact: "从通讯录",
    contact_hint: "与你同属其他组织的人员；也可直接填写下方信息。",
    address: "邮箱或手机号",
    name_hint: "对方加入时可以修改。填写后有助于识别曾在组织中的人员。",
};
