//! A fake in the background, and what to enter to use it.

use std::{io, net::SocketAddr};

use tokio::{net::TcpListener, task::JoinHandle};
use url::Url;

use super::{Fake, FakeOptions, serve_on};
use crate::sms::{
    AliyunConfig, BodyKind, GenericConfig, GenericMethod, GenericSignature, SuccessRule, TencentConfig, TwilioConfig,
    TwilioSender,
};

/// Starts a fake in the background, for tests and the demo. With the default options it takes a free port.
pub async fn start(options: FakeOptions) -> io::Result<Running> {
    let listener = TcpListener::bind(options.listen).await?;
    let address = listener.local_addr()?;
    let fake = Fake::new(options);
    let task = tokio::spawn({
        let fake = fake.clone();
        async move {
            if let Err(error) = serve_on(listener, &fake).await {
                tracing::error!(%error, "the fake SMS gateways stopped");
            }
        }
    });
    Ok(Running { address, fake, task })
}

/// A fake in the background. It ends when this is dropped.
pub struct Running {
    pub address: SocketAddr,
    pub fake: Fake,
    task: JoinHandle<()>,
}

impl Running {
    /// An address of the fake, such as of `messages`.
    pub fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://{}/{path}", self.address)).expect("a socket address makes an address")
    }

    pub fn tencent(&self) -> TencentConfig {
        let options = &self.fake.0.options;
        TencentConfig {
            base_url: self.url("tencent"),
            secret_id: options.tencent_secret_id.clone(),
            secret_key: options.tencent_secret_key.clone(),
            region: "ap-guangzhou".to_owned(),
            sdk_app_id: options.tencent_sdk_app_id.clone(),
        }
    }

    pub fn aliyun(&self) -> AliyunConfig {
        let options = &self.fake.0.options;
        AliyunConfig {
            base_url: self.url("aliyun"),
            access_key_id: options.aliyun_access_key_id.clone(),
            access_key_secret: options.aliyun_access_key_secret.clone(),
        }
    }

    pub fn twilio(&self) -> TwilioConfig {
        let options = &self.fake.0.options;
        TwilioConfig {
            base_url: self.url(""),
            account_sid: options.twilio_account_sid.clone(),
            api_key_sid: None,
            auth_token: options.twilio_auth_token.clone(),
            sender: TwilioSender::From(options.twilio_from.clone()),
        }
    }

    /// As JSON by POST; signed when the fake has a key.
    pub fn generic(&self) -> GenericConfig {
        let key = self.fake.0.options.generic_key.clone();
        GenericConfig {
            base_url: self.url("generic"),
            method: GenericMethod::Post,
            headers: Vec::new(),
            body_kind: BodyKind::Json,
            body: r#"{"to": "{to}", "text": "{text}", "template": "{template}", "params": {params}, "sign": "{sign}", "id": "{id}"}"#
                .to_owned(),
            success: SuccessRule { pointer: Some("/code".to_owned()), equals: "0".to_owned(), ..SuccessRule::default() },
            id_pointer: Some("/data/id".to_owned()),
            signature: (!key.is_empty()).then(|| GenericSignature { header: "X-Signature".to_owned(), key }),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}
