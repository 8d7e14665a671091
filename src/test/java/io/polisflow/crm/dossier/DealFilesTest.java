package io.polisflow.crm.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.Submissions;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.letter.LetterTemplates.RenderedLetter;
import io.polisflow.crm.letter.Letters;
import io.polisflow.crm.overview.ClientFiles;
import io.polisflow.crm.overview.ClientFiles.ClientFile;
import io.polisflow.crm.overview.ClientFiles.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Files that people leave with a deal: kept once, found with all others, taken away and brought back. */
abstract class DealFilesTest extends DatabaseTest {

    private static final byte[] PDF = "%PDF-1.7 осмотр".getBytes(StandardCharsets.UTF_8);

    @Autowired
    private DealFiles dealFiles;

    @Autowired
    private ClientFiles clientFiles;

    @Autowired
    private Files files;

    @Autowired
    private Letters letters;

    @Autowired
    private Submissions submissions;

    @Autowired
    private Journal journal;

    private Deal deal;

    @BeforeEach
    void aDeal() {
        deal = deal();
    }

    private StoredFile keep(String key) {
        return transaction.execute(status ->
                dealFiles.keep(deal.number(), "Осмотр.pdf", PDF, "manager", key).file());
    }

    private List<ClientFile> ofDeal() {
        return transaction.execute(status -> clientFiles.of(deal, 100));
    }

    private List<String> history() {
        return journal.of(deal.number()).stream().map(entry -> entry.text()).toList();
    }

    @Test
    void aFileIsKeptByteForByteAndStandsInTheHistory() {
        StoredFile file = keep(null);

        assertThat(file.mediaType()).isEqualTo("application/pdf");
        assertThat(transaction.<byte[]>execute(status -> files.content(file))).isEqualTo(PDF);
        assertThat(ofDeal()).singleElement().satisfies(found -> {
            assertThat(found.file().id()).isEqualTo(file.id());
            assertThat(found.origin()).isEqualTo(Origin.UPLOAD);
            assertThat(found.dealNumber()).isEqualTo(deal.number());
        });
        assertThat(transaction.<List<ClientFile>>execute(status -> clientFiles.of(deal.client(), 10)))
                .hasSize(1);
        assertThat(history()).contains("Загружен файл «Осмотр.pdf»");
    }

    @Test
    void whoeverSendsOneUploadSeveralTimesAtOnceKeepsOneFile() throws Exception {
        String key = UUID.randomUUID().toString();

        List<Long> kept = atOnce(() -> keep(key).id());

        assertThat(kept).containsOnly(kept.get(0));
        assertThat(ofDeal()).hasSize(1);
        assertThat(history()).filteredOn(line -> line.startsWith("Загружен")).hasSize(1);
        assertThat(keep(UUID.randomUUID().toString()).id()).isNotEqualTo(kept.get(0));
    }

    @Test
    void aRefusedUploadLeavesItsKeyFree() {
        String key = UUID.randomUUID().toString();
        assertThatThrownBy(() -> transaction.execute(status ->
                        dealFiles.keep(deal.number(), "a.pdf", "нет".getBytes(StandardCharsets.UTF_8), "manager", key)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("«a.pdf» не принят");

        assertThat(keep(key)).isNotNull();
    }

    @Test
    void aKeyIsOnePersonsAndIsForgottenInTime() {
        String key = UUID.randomUUID().toString();
        keep(key);

        assertThatThrownBy(() -> dealFiles.keep(deal.number(), "b.pdf", PDF, "head", key))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("занят");
        assertThatThrownBy(() -> keep("short")).isInstanceOf(RefusedException.class);
        submissions.clean(clock.instant().plus(Duration.ofDays(89)));
        keep(key);
        assertThat(ofDeal()).hasSize(1);
        submissions.clean(clock.instant().plus(Duration.ofDays(91)));
        keep(key);
        assertThat(ofDeal()).hasSize(2);
    }

    @Test
    void whoeverLeftAFileTakesItAwayAndBringsItBack() {
        long id = keep(null).id();

        dealFiles.remove(deal.number(), id, "manager");
        assertThat(ofDeal()).isEmpty();
        assertThatThrownBy(() -> dealFiles.remove(deal.number(), id, "manager")).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> dealFiles.restore(deal.number(), id, "head"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("тот, кто его загрузил");

        dealFiles.restore(deal.number(), id, "manager");
        assertThat(ofDeal()).hasSize(1);
        assertThatThrownBy(() -> dealFiles.restore(deal.number(), id, "manager"))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> dealFiles.remove(deal.number(), id, "head")).isInstanceOf(RefusedException.class);
        assertThat(dealFiles.find(deal().number(), id)).isEmpty();
        assertThat(history()).contains("Убран файл «Осмотр.pdf»", "Возвращён файл «Осмотр.pdf»");
    }

    @Test
    void aLetterKeepsWhatItTookAlongAndTheListNamesEachFileOnce() {
        StoredFile file = keep(null);
        for (int i = 0; i < 3; i++) {
            transaction.execute(status -> letters.write(
                    deal.number(), List.of("a@b.example"), new RenderedLetter("Тема", "текст", null), List.of(file)));
        }
        assertThat(ofDeal()).singleElement().extracting(ClientFile::origin).isEqualTo(Origin.UPLOAD);

        dealFiles.remove(deal.number(), file.id(), "manager");

        assertThat(ofDeal()).singleElement().extracting(ClientFile::origin).isEqualTo(Origin.LETTER);
        assertThat(transaction.<List<ClientFile>>execute(status -> clientFiles.of(deal(), 10)))
                .isEmpty();
    }

    @Test
    void emptyAndHugeFilesAreRefusedByTheirSize() {
        assertThatThrownBy(() -> DealFiles.requireFits("a.pdf", 0)).hasMessageContaining("«a.pdf» пуст");
        assertThatThrownBy(() -> DealFiles.requireFits(null, DealFiles.LARGEST + 1))
                .hasMessageContaining("Файл больше 20 МБ");
        DealFiles.requireFits("a.pdf", DealFiles.LARGEST);
    }
}
