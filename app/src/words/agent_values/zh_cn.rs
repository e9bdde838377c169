//! 简体中文.

use super::AgentValueWords;

pub const WORDS: AgentValueWords = AgentValueWords {
    // How an agent is
    state_offline: "离线",
    state_free: "空闲",
    state_busy: "服务中",
    state_after_call: "话后处理",
    state_rest: "小休",
    state_not_ready: "示忙",
    // Whether he may sign in
    access_allowed: "允许登录",
    access_forced_offline: "强制下线",
    // What he signs in with
    password_own: "已由座席自行设置",
    password_temporary: "邮件中的随机密码，首次登录须修改",
    password_expired: "邮件中的随机密码，已过期",
    // Live work
    work_finish: "由座席处理完当前客户",
    work_hand_over: "转交给技能组",
    work_end: "立即结束",
    // How long
    length_until_resumed: "直到恢复上线",
    length_hour: "1 小时",
    length_end_of_shift: "直到本班次结束",
    // What happened at the door
    door_in: "已登录",
    door_refused: "被拒绝：已强制下线",
    door_expired: "被拒绝：邮件密码已过期",
    door_ended: "被管理员退出登录",
    // Skill groups
    kind_phone: "电话",
    kind_online: "在线",
    kind_audio: "音频",
    kind_video: "视频",
    ringing_in_order: "顺序振铃",
    ringing_at_once: "同时振铃",
};
