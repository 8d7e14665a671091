package io.polisflow.integration.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.MediaType;

/** What each product says is kept without secrets and without what identifies a person; the rest stays readable. */
class MaskingTest {

    private static Stream<Arguments> bodies() {
        return Stream.of(
                arguments(
                        "application/json",
                        "[{\"inn\":\"7707083893\",\"UL\":{\"heads\":[{\"fio\":\"Греф Герман Оскарович\",\"innfl\":"
                                + "\"770303580308\",\"position\":\"Президент\"}]},\"IP\":{\"fio\":\"Ян \\\"Я\\\" Янов\"}}]",
                        "7707083893,Президент",
                        "Греф,770303580308,Янов"),
                arguments(
                        "application/json",
                        "{\"suggestions\":[{\"value\":\"ИП Попов Пётр Ильич\",\"data\":{\"management\":{\"post\":\"Директор\","
                                + "\"name\":\"Греф Герман\"},\"fio\":{\"surname\":\"Попов\",\"name\":\"Пётр\","
                                + "\"patronymic\":\"Ильич\"},\"name\":{\"short_with_opf\":\"ПАО Сбербанк\"}}}]}",
                        "ИП ***,Директор,ПАО Сбербанк",
                        "Попов,Пётр,Ильич,Греф"),
                arguments(
                        "text/xml",
                        "<s:Body><Authmethod><Login>me</Login><Password>s3cret</Password></Authmethod><xmlData>&lt;Leader"
                                + " FIO=\"Греф Г. О.\" Position=\"Директор\"/&gt;&lt;Leader FIO=&quot;Орлов О. О.&quot;"
                                + " Position=&quot;Зам&quot;/&gt;&lt;INN&gt;7707083893&lt;/INN&gt;</xmlData></s:Body>",
                        "Директор,Зам,7707083893",
                        "s3cret,Греф,Орлов"),
                arguments(
                        "application/x-www-form-urlencoded",
                        "vpbx_api_key=k-1&sign=k-2&json=%7B%22from%22%3A%7B%22extension%22%3A%22101%22%7D%2C%22to_number%22"
                                + "%3A%2279161234567%22%7D",
                        "\"extension\":\"101\",+7***67",
                        "k-1,k-2,9161234567"),
                arguments(
                        "application/json",
                        "{\"type\":\"StasisStart\",\"channel\":{\"id\":\"c-1\",\"caller\":{\"name\":\"Ivan Ivanov\","
                                + "\"number\":\"+79161234567\"},\"connected\":{\"number\":\"\",\"name\":\"Orlov\"}}}",
                        "StasisStart,c-1,+7***67",
                        "Ivanov,Orlov,9161234567"),
                arguments(
                        "application/json",
                        "{\"DocumentAttachments\":[{\"SignedContent\":{\"Content\":\"" + "JVBERi0x".repeat(40)
                                + "\"},\"CustomDocumentId\":\"CT-1\",\"Comment\":\"Подпишите\"}]}",
                        "CT-1,Подпишите,[данные, 320 знаков]",
                        "JVBERi0x"),
                arguments(
                        "application/json",
                        "{\"client\":{\"inn\":\"500100732259\",\"name\":\"Индивидуальный предприниматель Орлова Ольга"
                                + " Олеговна\"},\"items\":[{\"coefficients\":[{\"name\":\"Франшиза\",\"value\":0.9}]}]}",
                        "500100732259,Франшиза",
                        "Орлова,Олеговна"),
                arguments(
                        "application/json",
                        "{\"companyName\":\"ООО ГРИП СТРОЙ ИНВЕСТ\",\"contactName\":\"Пётр Петров\",\"phone\":\"8 (916)"
                                + " 123-45-67\",\"email\":\"petrov.p@romashka.example\",\"inn\":\"7707083893\"}",
                        "ООО ГРИП СТРОЙ ИНВЕСТ,+7***67,p***@romashka.example,7707083893",
                        "Пётр,petrov,123-45"),
                arguments(
                        "application/x-www-form-urlencoded;charset=UTF-8",
                        "Name=%D0%9F%D1%91%D1%82%D1%80&%D0%A4%D0%98%D0%9E=%D0%9F%D0%B5%D1%82%D1%80%D0%BE%D0%B2&contactName[]=Orlov"
                                + "&Email=petrov%40romashka.example&token=t-1&object=A%26B&tranid=1:2",
                        "object=A&B,tranid=1:2,p***@romashka.example",
                        "Пётр,Петров,Orlov,t-1,petrov"),
                arguments(
                        "application/json",
                        "{\"access_token\":\"t-1\",\"refresh_token\":\"t-2\",\"expires_in\":3600}",
                        "3600",
                        "t-1,t-2"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void whatIdentifiesAPersonOrOpensADoorIsHidden(String type, String body, String shown, String hidden) {
        String kept = Masking.body(body.getBytes(StandardCharsets.UTF_8), MediaType.parseMediaType(type));

        assertThat(kept).contains(shown.split(",(?! )")).doesNotContain(hidden.split(","));
    }

    @Test
    void aLetterIsFoundByItsIdThoughAddressesAreHidden() {
        String letter = "Message-ID: <0d7c6f0e-58a5-4b0f-9a6e-1f0d3c2b4a59@polisflow.example>\nTo: ivan@client.example";

        assertThat(Masking.text(letter))
                .contains("<0d7c6f0e-58a5-4b0f-9a6e-1f0d3c2b4a59@polisflow.example>", "To: i***@client.example")
                .doesNotContain("ivan");
    }

    /** Sixteen kilobytes of anything are masked while an event waits for its answer. */
    @Test
    void noTextTakesLongToMask() {
        for (String unit :
                new String[] {"a.", "\"", "<fio ", " fio='", "8(916)", "ИП Я ", "token", "\"fio\":{", "x@"}) {
            String text = unit.repeat(16 * 1024 / unit.length());
            org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                    java.time.Duration.ofSeconds(20), () -> Masking.text(text), unit);
        }
    }
}
