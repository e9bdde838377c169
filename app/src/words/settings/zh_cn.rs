//! 简体中文.

use super::SettingsWords;

pub const WORDS: SettingsWords = SettingsWords {
    organisation_name: "组织名称",
    organisation_name_hint: "顶级部门使用相同的名称。",
    renamed_meanwhile: "其他人刚刚将名称保存为“{name}”。",
    take_theirs: "使用该名称",
    keep_mine: "保留我输入的名称",
    door_number: "组织码",
    door_number_text: "任何人都可以输入组织码申请加入。链接、二维码和海报请前往“加入管理”。",
    door_manage: "重置或关闭",
    links_manage: "生效中的邀请链接",
    personal: "个人偏好",
    personal_text: "语言和外观仅对你生效，适用于你所在的所有组织。",
    roles: "角色权限",
    roles_text: "角色的权限固定。可在“成员”中为成员调整角色。",
    right: "权限",
    about: "关于",
    version: "版本",
    organisation_id: "组织 ID",
    time_zone: "你的时区",
};
