//! What columns are called, folded: in our own exports and templates, and in what other systems write.

use model::import::ImportField;

/// Headings by field; lower case, without blanks and punctuation.
pub(super) const HEADINGS: &[(ImportField, &[&str])] = &[
    (
        ImportField::Name,
        &["name", "fullname", "displayname", "membername", "employeename", "username", "姓名", "名字", "成员", "成员姓名", "员工姓名", "nome", "nomecompleto", "colaborador"],
    ),
    (
        ImportField::Email,
        &["email", "mail", "emailaddress", "mailaddress", "workemail", "邮箱", "电子邮箱", "电子邮件", "邮箱地址", "工作邮箱", "企业邮箱", "correio", "correioeletrônico", "endereçodeemail"],
    ),
    (
        ImportField::Phone,
        &["phone", "phonenumber", "mobile", "mobilephone", "mobilenumber", "cell", "cellphone", "telephone", "tel", "手机", "手机号", "手机号码", "电话", "电话号码", "联系电话", "telefone", "celular", "telefonecelular"],
    ),
    (
        ImportField::Departments,
        &["departments", "department", "departmentpath", "dept", "team", "orgunit", "部门", "所属部门", "部门路径", "所在部门", "departamento", "departamentos", "setor", "equipe"],
    ),
    (ImportField::Position, &["position", "jobtitle", "title", "job", "职位", "职务", "岗位", "cargo", "função"]),
    (ImportField::Location, &["location", "office", "site", "city", "workplace", "地点", "工作地点", "办公地点", "位置", "所在地", "local", "localização", "localidade", "unidade"]),
    (
        ImportField::WorkNumber,
        &["worknumber", "employeeid", "employeenumber", "staffid", "staffnumber", "personnelnumber", "工号", "员工号", "员工编号", "matrícula", "matricula", "númeroderegistro", "registro"],
    ),
    (
        ImportField::Manager,
        &["manager", "manageremail", "manageremailaddress", "supervisor", "reportsto", "上级", "直属上级", "上级邮箱", "直属上级邮箱", "gestor", "gestoremail", "chefe", "superior"],
    ),
];
