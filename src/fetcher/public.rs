//! Which addresses lie on the public network. All others belong to somebody's own one, perhaps the reader's: routers, printers,
//! what listens on this machine. By the registries of IANA for special purposes.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Networks of version 4 that are not public: the first address and how many bits of it count.
const FOUR: [(u32, u32); 16] = [
    (0x0000_0000, 8),  // this network
    (0x0a00_0000, 8),  // private
    (0x6440_0000, 10), // shared by the customers of a provider
    (0x7f00_0000, 8),  // this machine
    (0xa9fe_0000, 16), // link-local, and where clouds tell their secrets
    (0xac10_0000, 12), // private
    (0xc000_0000, 24), // protocols
    (0xc000_0200, 24), // documentation
    (0xc01f_c400, 24), // AS112
    (0xc034_c100, 24), // AMT
    (0xc058_6300, 24), // relays to version 6
    (0xc0a8_0000, 16), // private
    (0xc612_0000, 15), // measurements
    (0xc633_6400, 24), // documentation
    (0xcb00_7100, 24), // documentation
    (0xe000_0000, 3),  // multicast, reserved
];

/// Networks of version 6 that are not, among those for single hosts anywhere (`2000::/3`).
const SIX: [(u128, u32); 4] = [
    (0x2001_0000 << 96, 23), // protocols, tunnels
    (0x2001_0db8 << 96, 32), // documentation
    (0x2002_0000 << 96, 16), // addresses of version 4, whichever they are
    (0x3fff_0000 << 96, 20), // documentation
];

/// Whether it is one of the public network.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => is_public_four(four),
        IpAddr::V6(six) => match embedded(six) {
            Some(four) => is_public_four(four),
            None => is_public_six(six.to_bits()),
        },
    }
}

fn is_public_four(address: Ipv4Addr) -> bool {
    let bits = address.to_bits();
    let inside = |(network, length): &(u32, u32)| (bits ^ network) >> (32 - length) == 0;
    !FOUR.iter().any(inside)
}

fn is_public_six(bits: u128) -> bool {
    let inside = |(network, length): &(u128, u32)| (bits ^ network) >> (128 - length) == 0;
    bits >> 125 == 1 && !SIX.iter().any(inside)
}

/// The address of version 4 that one of version 6 stands for: mapped, or behind a translator (NAT64).
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let translated = address.to_bits() >> 32 == 0x0064_ff9b_u128 << 64;
    let last = || Ipv4Addr::from_bits(address.to_bits() as u32);
    address.to_ipv4_mapped().or_else(|| translated.then(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OTHERS: &str = "
        0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1
        172.31.255.255 192.0.0.8 192.0.2.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.9 224.0.0.1
        239.1.1.1 240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 64:ff9b::10.0.0.1
        64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 fc00::1 fd12::1 fe80::1 fec0::1
        ff02::1";

    const PUBLIC: &str = "
        1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 172.15.0.1 172.32.0.1 192.167.1.1
        198.17.0.1 223.255.255.255 2606:4700::1111 2a00:1450::1 ::ffff:1.1.1.1 64:ff9b::101:101";

    #[test]
    fn only_public_addresses_are_public() {
        for (addresses, expected) in [(OTHERS, false), (PUBLIC, true)] {
            for address in addresses.split_whitespace() {
                let found = is_public(address.parse().unwrap());
                assert_eq!(found, expected, "{address}");
            }
        }
    }
}
