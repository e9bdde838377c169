//! 简体中文.

use super::DeliveryWords;

pub const WORDS: DeliveryWords = DeliveryWords {
    // States
    queued: "等待发送",
    sending: "正在发送",
    sent: "已发送",
    state_refused: "未送达",
    unclear: "可能已发送",
    cancelled: "已取消，未发送",
    none: "无消息",
    next_try: "下次重试：{time}",
    // Reasons
    no_connection_email: "尚未连接邮件服务器。",
    no_connection_sms: "尚未连接短信网关。",
    no_such_mailbox: "该邮箱不存在。",
    bad_number: "该号码不存在。",
    rejected: "对方拒收。",
    opted_out: "对方已退订消息。",
    too_large: "内容过大。",
    too_often: "向对方发送过于频繁。",
    later: "对方要求稍后再试。",
    unreachable: "无法连接服务器。",
    not_encrypted: "服务器不支持加密。",
    private_address: "服务器位于内网。",
    wrong_credentials: "连接的凭证被拒绝。",
    address_not_trusted: "对方不信任本服务器。",
    not_approved: "发件人、签名或模板未通过审核。",
    not_paid: "连接账户余额不足。",
    over: "已过期。",
    other: "返回内容：{detail}",
    // Inviting
    fine: "新成员：将发送邀请",
    malformed: "不是邮箱地址或手机号",
    repeated: "列表中重复",
    member: "已是成员",
    suspended: "已是成员，目前已停用",
    waiting: "已加入，等待审批",
    invited: "已邀请过",
    refused: "之前被拒绝，重新审核即可，无需再次邀请",
    blocked: "已被禁止加入",
    removed: "之前被移出组织，恢复权限即可，无需再次邀请",
    other_person: "该地址属于另一位已移出的人员",
    unknown: "不在你的联系人中",
    // Ways out
    see_waiting: "查看申请",
    send_again: "重新发送",
    reexamine: "重新审核",
    is_same: "是同一个人",
    change_address: "更换地址",
    other_person_text: "请更换邮箱，例如 {example}。如果恢复权限，接手该账号的人会看到前一位的隐私信息。",
};
