//! 简体中文.

use super::RolesWords;
use crate::words::Plural;

pub const WORDS: RolesWords = RolesWords {
    title: "角色",
    intro: "各角色可以做什么。在“成员”中为成员分配角色。",
    matrix: "各角色的权限",
    right: "权限",
    new: "新建角色",
    edit: "编辑“{name}”",
    delete: "删除“{name}”",
    holders: Plural::same("{n} 人"),
    nobody: "无人",
    reach: "范围",
    everything: "整个组织",
    departments_only: "指定部门",
    name_hint: "显示在持有者旁边的名称。",
    copy_from: "以此角色的权限为基础",
    copy_none: "无",
    scoped: "仅限分配给该成员的部门",
    scoped_hint: "此类角色不能包含面向整个组织的权限。分配角色时再指定部门。",
    lacking: "你只能授予自己拥有的权限。",
    brings: "勾选某项权限时会自动勾选其所需的权限。",
    none_ticked: "请至少勾选一项权限。",
    holds_for: Plural::same("更改对持有此角色的 {n} 人生效，从其下一次操作开始。"),
    above: "此角色包含你没有的权限：只能查看，不能更改。",
    made: "已创建角色“{name}”。可在“成员”中分配。",
    saved: "角色“{name}”已保存。",
    delete_title: "删除角色“{name}”？",
    delete_consequence: "目前无人持有。它将从角色列表中消失。",
    delete_confirm: "删除角色",
    deleted: "角色“{name}”已删除。",
    held_title: "“{name}”正在使用",
    held: Plural::same("有 {n} 人持有此角色；已离职者也计算在内，因为恢复后仍会持有。"),
    held_text: "请先为他们更换角色，然后才能删除。",
    held_show: "查看这些人",
};
