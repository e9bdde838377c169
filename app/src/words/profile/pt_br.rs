//! Português (Brasil).

use super::ProfileWords;

pub const WORDS: ProfileWords = ProfileWords {
    title: "Meu perfil",
    text: "Nome, e-mail e telefone são seus: nenhum administrador os altera.",
    name_hint: "Muda em todas as suas organizações. Onde uma plataforma conectada tem o seu nome, o dela fica.",
    addresses: "E-mail e telefone",
    change_address: "Trocar e-mail ou telefone",
    other_address: "Usar outro endereço",
    new_address: "Novo e-mail ou telefone",
    new_address_hint: "Um código vai para lá. Nada muda antes de você digitá-lo aqui.",
    password: "Sua senha",
    password_hint: "Para que ninguém que encontre seu navegador aberto tome a sua conta.",
    send_code: "Enviar o código",
    code_sent: "Um código foi enviado para {address}. Ele vale até {time}.",
    code: "Código",
    confirm: "Confirmar",
    confirmed: "O novo endereço é seu.",
    // As an agent
    agent_title: "Você como agente",
    state_label: "Seu estado",
    state_set: "Seu estado: {state}",
    agent_number: "Número do agente",
    agent_nickname: "Apelido",
    skill_groups: "Grupos de habilidades",
    shifts: "Turnos",
    sign_ins: "Últimos acessos",
    // Password
    password_title: "Senha",
    current_password: "Senha atual",
    new_password: "Nova senha",
    new_password_hint: "Pelo menos 8 caracteres. Os outros navegadores saem da conta.",
    change_password: "Alterar senha",
    password_changed: "A senha foi alterada.",
};
