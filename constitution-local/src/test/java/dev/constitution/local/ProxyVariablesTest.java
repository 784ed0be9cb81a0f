package dev.constitution.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyVariablesTest {
    private static String before(Map<String, String> environment, String address) {
        return ProxyVariables.of(environment::get)
                .before(URI.create(address))
                .map(ProxyVariables.Proxy::toString)
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTPS_PROXY=p:1                   | https://h.test/v1 | p:1 of HTTPS_PROXY
            HTTPS_PROXY=p:1                   | http://h.test/v1  | none
            HTTP_PROXY=http://p:1/            | http://h.test/v1  | p:1 of HTTP_PROXY
            HTTP_PROXY=http://p               | http://h.test/v1  | p:80 of HTTP_PROXY
            ALL_PROXY=p:1                     | https://h.test    | p:1 of ALL_PROXY
            ALL_PROXY=p:1 HTTPS_PROXY=q:2     | https://h.test    | q:2 of HTTPS_PROXY
            https_proxy=p:1 HTTPS_PROXY=q:2   | https://h.test    | p:1 of HTTPS_PROXY
            ALL_PROXY=http://[::2]:3          | https://h.test    | [::2]:3 of ALL_PROXY
            """)
    void before_variables_theAddresssOwnAndTheLowerCaseGoFirst(String variables, String address, String proxy) {
        assertThat(before(environment(variables), address)).isEqualTo(proxy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *                 | http://h.test        | none
            h.test            | http://h.test        | none
            H.Test            | http://a.h.test      | none
            .h.test           | http://h.test        | none
            *.h.test          | http://a.h.test      | none
            h.test            | http://ah.test       | p:1 of ALL_PROXY
            a,h.test b        | http://h.test        | none
            h.test:8000       | http://h.test:8000   | none
            h.test:8000       | http://h.test        | p:1 of ALL_PROXY
            h.test:80         | http://h.test        | none
            10.0.0.0/8        | http://10.1.2.3      | none
            10.0.0.0/8        | http://11.1.2.3      | p:1 of ALL_PROXY
            10.1.2.3          | http://10.1.2.3:9    | none
            fd00::/8          | http://[fd12::1]     | none
            fd00::/8          | http://[fe80::1]     | p:1 of ALL_PROXY
            [fd12::1]:80      | http://[fd12::1]     | none
            10.0.0.0/x        | http://10.1.2.3      | p:1 of ALL_PROXY
            ,                 | http://h.test        | p:1 of ALL_PROXY
            """)
    void before_exemptHost_isAskedDirectly(String exempt, String address, String proxy) {
        assertThat(before(Map.of("ALL_PROXY", "p:1", "NO_PROXY", exempt), address))
                .isEqualTo(proxy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8000",
                "https://a.localhost",
                "http://127.0.0.1:1",
                "http://127.8.9.1",
                "http://[::1]:1"
            })
    void before_thisMachine_isAskedDirectly(String address) {
        assertThat(before(Map.of("ALL_PROXY", "p:1"), address)).isEqualTo("none");
    }

    @Test
    void before_userAndPassword_areReadAndNotShown() {
        ProxyVariables.Proxy proxy = ProxyVariables.of(Map.of("HTTP_PROXY", "http://a%40b:c%2Fd+e%3A@p:1")::get)
                .before(URI.create("http://h.test"))
                .orElseThrow();

        assertThat(proxy.user()).contains("a@b");
        assertThat(proxy.password()).isEqualTo("c/d+e:");
        assertThat(proxy).hasToString("p:1 of HTTP_PROXY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://u:secret@p:1",
                "http://u:secret@",
                "http://u:secret%@p:1",
                "u secret",
                "http://u:se%zzcret@p"
            })
    void before_variableThatIsNoProxy_isRefusedWithoutItsValue(String value) {
        ProxyVariables variables = ProxyVariables.of(Map.of("HTTP_PROXY", value)::get);

        assertThatThrownBy(() -> variables.before(URI.create("http://h.test")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("HTTP_PROXY ")
                .hasMessageNotContainingAny("secret", "cret");
    }

    private static Map<String, String> environment(String variables) {
        Map<String, String> environment = new HashMap<>();
        for (String variable : variables.split(" ")) {
            environment.put(
                    variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1));
        }
        return environment;
    }
}
