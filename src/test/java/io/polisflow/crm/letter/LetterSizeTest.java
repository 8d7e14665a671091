package io.polisflow.crm.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.letter.LetterTemplates.RenderedLetter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Letters that no mail server would take are refused before anybody waits for them. */
class LetterSizeTest extends DatabaseTest {

    @Autowired
    private Letters letters;

    @Autowired
    private Files files;

    private StoredFile file(String name, int megabytes) {
        return transaction.execute(status -> files.keep(name, "application/pdf", new byte[megabytes * 1024 * 1024]));
    }

    private Long write(StoredFile... attached) {
        String deal = deal().number();
        return transaction.execute(status -> letters.write(
                deal, List.of("client@one.example"), new RenderedLetter("Тема", "текст", null), List.of(attached)));
    }

    @Test
    void filesCountAsTheyGoOverTheWire() {
        StoredFile large = file("Договор.pdf", 12);
        StoredFile small = file("Расчёт.pdf", 6);

        assertThat(write(large, small)).isPositive();
        assertThatThrownBy(() -> write(small, large, small))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("больше 25 МБ")
                .hasMessageContaining("«Договор.pdf» (12,0 МБ), «Расчёт.pdf» (6,0 МБ)");
    }
}
