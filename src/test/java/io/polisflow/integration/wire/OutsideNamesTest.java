package io.polisflow.integration.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideNamesTest {

    /** Every name leads to that address, as a name that an attacker owns may. */
    private static OutsideNames leadingTo(String address) {
        return new OutsideNames("https://api.exchange.example/v1", new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return new InetAddress[] {InetAddress.getByName(address)};
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "::1",
                "0.0.0.0",
                "169.254.169.254",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "fe80::1",
                "fd00::1",
                "fc00::1",
                "::ffff:127.0.0.1",
                "224.0.0.1",
                "255.255.255.255"
            })
    void aNameThatLeadsInsideIsNotFollowed(String inside) {
        assertThatThrownBy(() -> leadingTo(inside).resolve("records.evil.example"))
                .isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> leadingTo(inside).resolve(inside)).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void namesOutsideAreAndSoIsTheConfiguredServerWhereverItStands() throws Exception {
        assertThat(leadingTo("8.8.8.8").resolve("records.exchange.example")).hasSize(1);
        assertThat(leadingTo("2a00:1450::1").resolve("records.exchange.example"))
                .hasSize(1);
        assertThat(leadingTo("10.1.2.3").resolve("API.exchange.example")).hasSize(1);
    }

    @Test
    void anAddressWithoutAServerOpensNothing() {
        assertThatThrownBy(() -> new OutsideNames("").resolve("127.0.0.1")).isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> new OutsideNames("::").resolve("127.0.0.1")).isInstanceOf(UnknownHostException.class);
    }
}
