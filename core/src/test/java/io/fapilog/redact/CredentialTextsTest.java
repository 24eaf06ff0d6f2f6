package io.fapilog.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTextsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "postgres://user:pw@host | postgres://user:***@host",
                "no route to amqp://u:pw@host:5672/vhost?x=1 today | no route to amqp://u:***@host:5672/vhost?x=1 today",
                "redis://:pw@host/0 | redis://:***@host/0",
                "jdbc:postgresql://u:pw@host/db | jdbc:postgresql://u:***@host/db",
                "mongodb+srv://u:p@ss:w@h@rd@host/db | mongodb+srv://u:***@host/db",
                "http://u:p%40ss%2F@host | http://u:***@host",
                "http://u:pw@[::1]:8080/x@y | http://u:***@[::1]:8080/x@y",
                "a http://u:pw@h1,http://v:pw@h2 b | a http://u:***@h1,http://v:***@h2 b",
                "http://u:pä日@host | http://u:***@host",
                "postgres://u:pa/ss@host/db | postgres://u:***@host/db",
                "postgres://u:?pa#ss@host/db | postgres://u:***@host/db",
                "postgres://u:12ab/ss@host/db | postgres://u:***@host/db",
                "{\"url\":\"http://u:p\"w@h\",\"mail\":\"a@b\"} | {\"url\":\"http://u:***@h\",\"mail\":\"a@b\"}",
                "<http://u:pw@h>a@b | <http://u:***@h>a@b",
                "git+https://ghp_abcdefghijklmnopqrstuvwxyz0123456789@github.com/a | git+https://***@github.com/a",
                "https://ghp_abcdefghijklmnopqrstuvwxyz0123456789:x@github.com | https://***:***@github.com",
                "jdbc:mysql://h/db?user=u&password=p;w&x=1 | jdbc:mysql://h/db?user=u&password=***&x=1",
                "jdbc:sqlserver://h;user=u;password=p&w#?;x=1 | jdbc:sqlserver://h;user=u;password=***;x=1",
                "jdbc:sqlserver://h;password={p;}}w};x=1 | jdbc:sqlserver://h;password=***;x=1",
                "jdbc:sqlserver://h;password={p;x=1 | jdbc:sqlserver://h;password=***;x=1",
                "jdbc:mysql://address=(host=h)(user=u)(password=p)/db | jdbc:mysql://address=(host=h)(user=u)(password=***)/db",
                "jdbc:mysql://(host=h,password=p,user=u)/db | jdbc:mysql://(host=h,password=***,user=u)/db",
                "jdbc:h2:mem:x;PASSWORD=p;MODE=y | jdbc:h2:mem:x;PASSWORD=***;MODE=y",
                "jdbc:derby:x;pwd=p | jdbc:derby:x;pwd=***",
                "http://h/p?passwd=x&secret=y&token=z | http://h/p?passwd=***&secret=***&token=***",
                "http://h/p?access_token=x&api_key=y | http://h/p?access_token=***&api_key=***",
                "jdbc:postgresql://h/db?sslpassword=x | jdbc:postgresql://h/db?sslpassword=***",
                "GET /p?user[password]=x HTTP | GET /p?user[password]=*** HTTP",
                "http://h/#access_token=x&a=b | http://h/#access_token=***&a=b",
                "http://s/c?sig=abc%3D&sv=1 | http://s/c?sig=***&sv=1",
                "token=abc&x=1 | token=***&x=1",
                "AccountName=a;AccountKey=k==;x=y | AccountName=a;AccountKey=***;x=y",
                "jdbc:oracle:thin:scott/tiger@//h:1521/s | jdbc:oracle:thin:scott/***@//h:1521/s",
                "at jdbc:oracle:oci8:scott/t@g/r@tns: no | at jdbc:oracle:oci8:scott/***@tns: no",
            })
    void mask_credentialsInUrls_losesTheSecret(String text, String masked) {
        assertThat(Redactions.mask(text)).isEqualTo(masked);
        assertThat(Redactions.mask(masked)).isSameAs(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10:15:30 a/b@c",
                "mailto:a@b",
                "file:///a:b@c",
                "http://host:8080/x@y",
                "http://host:8080?mail=a@b",
                "http://[2001:db8::1]:80/a@b",
                "http://[2001:db8::1]/a@b",
                "http://user@host/path",
                "http://user:@host/path",
                "https://medium.com/@user",
                "ssh://git@github.com/a/b.git",
                "git@github.com:a/b.git",
                "PLAINTEXT://a:9092,SASL_SSL://b:9093/x@y",
                "{\"url\":\"http://host:80\",\"mail\":\"a@b\"}",
                "jdbc:oracle:thin:@//host:1521/service",
                "jdbc:oracle:thin:@host:1521:sid",
                "jdbc:oracle:thin:/@host",
                "jdbc:oracle:thin",
                "oracle:scott/tiger@x",
                "password=",
                "?password=&x=1",
                "the password=hunter2 in words",
                "count=1;token_count=2",
                "a=b==c&=&?=",
                "f(token=1, x)",
                "://",
                "http://",
                "http://:",
                "http://@",
                "http://:@",
                "=",
                "{?password=***&x}",
            })
    void mask_harmlessTexts_staySame(String text) {
        assertThat(Redactions.mask(text)).isSameAs(text);
    }

    @Test
    void mask_secretAtEveryPlace_isFound() {
        for (int i = 0; i < 40; i++) {
            String before = "x".repeat(i);
            assertThat(Redactions.mask(before + "://u:pw@h")).isEqualTo(before + "://u:***@h");
            assertThat(Redactions.mask(before + "?token=x y")).isEqualTo(before + "?token=*** y");
            assertThat(Redactions.mask(before + "jdbc:oracle:thin:u/p@h"))
                    .isEqualTo(before + "jdbc:oracle:thin:u/***@h");
        }
    }
}
