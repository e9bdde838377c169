//! Português (Brasil).

use super::AgentValueWords;

pub const WORDS: AgentValueWords = AgentValueWords {
    // How an agent is
    state_offline: "Offline",
    state_free: "Livre",
    state_busy: "Em atendimento",
    state_after_call: "Pós-atendimento",
    state_rest: "Em pausa",
    state_not_ready: "Indisponível",
    // Whether he may sign in
    access_allowed: "Liberado",
    access_forced_offline: "Desconectado",
    // What he signs in with
    password_own: "Escolhida pelo agente",
    password_temporary: "Do e-mail, a ser trocada no primeiro acesso",
    password_expired: "Do e-mail, vencida",
    // Live work
    work_finish: "O agente conclui o que está em andamento",
    work_hand_over: "Um grupo de habilidades assume",
    work_end: "É encerrado na hora",
    // How long
    length_until_resumed: "Até alguém reconectar",
    length_hour: "Por 1 hora",
    length_end_of_shift: "Até o fim do turno",
    // What happened at the door
    door_in: "Entrou",
    door_refused: "Recusado: desconectado",
    door_expired: "Recusado: a senha do e-mail venceu",
    door_ended: "Sessão encerrada por um administrador",
    // Skill groups
    kind_phone: "Telefone",
    kind_online: "Chat on-line",
    kind_audio: "Voz no aplicativo",
    kind_video: "Vídeo",
    ringing_in_order: "Um após o outro",
    ringing_at_once: "Todos ao mesmo tempo",
};
