//! How somebody came, as a picture.

use crate::ui::kit::Icon;
use model::invitation::Channel;

/// The icon of a channel.
pub const fn channel_icon(channel: Channel) -> Icon {
    match channel {
        Channel::Link => Icon::Link,
        Channel::Door => Icon::Door,
        Channel::Email => Icon::Mail,
        Channel::Phone => Icon::Phone,
        Channel::Contact => Icon::Person,
    }
}
