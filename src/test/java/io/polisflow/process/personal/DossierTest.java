package io.polisflow.process.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.exchange.Perishable;
import io.polisflow.crm.personal.ConsentChannel;
import io.polisflow.crm.personal.Erasures;
import io.polisflow.crm.personal.SubjectRequests;
import io.polisflow.crm.personal.SubjectRequests.SubjectRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** Who asks what we know of them gets all of it, once and not for ever. */
class DossierTest extends PersonStory {

    @Autowired
    private SubjectRequests register;

    @Autowired
    @Qualifier("gatheredFiles")
    private Perishable gathered;

    @Autowired
    private Erasures erasures;

    @Test
    void aPersonsFileHoldsWhateverTheDatabaseKnowsOfThem() {
        comesByTheSite();
        leavesTracesInTheEngine();
        writesAndIsWrittenTo();
        talks();
        List<String> known = database.columnsWith(tokens());
        SubjectRequest asked = asksForTheirData();
        assertThat(asked.dueOn()).as("ten working days").isEqualTo(java.time.LocalDate.of(2026, 12, 4));

        register.gather(asked.id());
        assertThatThrownBy(() -> register.gather(asked.id())).hasMessageContaining("уже собирают");
        runGathering();

        SubjectRequest ready = register.find(asked.id()).orElseThrow();
        assertThat(ready.state()).isEqualTo(SubjectRequests.State.READY);
        assertThat(ready.done()).isEqualTo(ready.all()).isPositive();
        Map<String, String> file =
                unzipped(files.content(files.find(ready.fileId()).orElseThrow()));
        assertThat(file.get("Сведения.html"))
                .contains(name, email, "Срок хранения", "Журналы приложения", ">Электронная почта<", ">Телефон<")
                .contains(">24.11.2026 ", ">24.11.2031<", ">Ответ на обращение и подготовка предложения<")
                .doesNotContainPattern(">\\d{4}-\\d\\d-\\d\\dT")
                .doesNotContainPattern("<th[^>]*>[^<]*[A-Za-z_]{2,}[^<]*</th>");
        String json = file.get("data.json");
        assertThat(known)
                .filteredOn(column -> !column.startsWith("name_word") && !column.startsWith("stored_file"))
                .as("tables that know the person and are not in the file")
                .allSatisfy(column -> assertThat(json.toLowerCase())
                        .containsPattern("\"" + column.substring(0, column.indexOf('.')) + "\": \\[\\{"));
        assertThat(file.keySet())
                .filteredOn(entry -> entry.startsWith("files/"))
                .hasSizeGreaterThan(3);
        assertThat(file.keySet()).anyMatch(entry -> entry.startsWith("files/") && entry.contains(surname));

        register.answer(asked.id(), "Отправили письмом", false, "supervisor");
        erasures.erase(contact.id(), "supervisor", "Заявление от 24.11.2026");
        assertThat(register.find(asked.id()).orElseThrow().subject()).isEqualTo("[удалено]");
        assertThat(filesThatNameThem(heldFiles())).isEmpty();
    }

    private SubjectRequest asksForTheirData() {
        return register.take(
                contact.id(),
                SubjectRequests.Kind.ACCESS,
                ConsentChannel.LETTER,
                java.time.LocalDate.of(2026, 11, 20),
                "supervisor");
    }

    private void runGathering() {
        management.createJobQuery().list().stream()
                .filter(job -> ((JobEntity) job).getJobHandlerType().equals(DossierWork.JOB))
                .forEach(job -> management.executeJob(job.getId()));
    }

    @Test
    void whatWasGatheredIsKeptOnceAndNotForEver() {
        comesByTheSite();
        SubjectRequest asked = asksForTheirData();
        register.gather(asked.id());
        runGathering();
        long earlier = register.find(asked.id()).orElseThrow().fileId();
        register.gather(asked.id());
        runGathering();
        SubjectRequest ready = register.find(asked.id()).orElseThrow();
        assertThat(ready.fileId()).isNotEqualTo(earlier);
        assertThat(files.find(earlier).orElseThrow().name())
                .as("gathered anew, the former file goes")
                .isEqualTo("Удалённый файл.txt");
        assertThat(ready.fileUntil())
                .isEqualTo(clock.instant()
                        .plus(Duration.ofDays(30))
                        .atZone(clock.getZone())
                        .toLocalDate());

        gathered.clean(clock.instant().plus(Duration.ofDays(29)));
        assertThat(register.find(asked.id()).orElseThrow().fileId()).isEqualTo(ready.fileId());
        gathered.clean(clock.instant().plus(Duration.ofDays(31)));

        SubjectRequest over = register.find(asked.id()).orElseThrow();
        assertThat(over.fileId()).isNull();
        assertThat(over.state()).isEqualTo(SubjectRequests.State.OPEN);
        assertThat(files.find(ready.fileId()).orElseThrow().name()).isEqualTo("Удалённый файл.txt");
        register.gather(asked.id());
        runGathering();
        register.answer(asked.id(), "Отправили письмом", false, "supervisor");
        gathered.clean(clock.instant().plus(Duration.ofDays(31)));
        assertThat(register.find(asked.id()).orElseThrow())
                .extracting(SubjectRequest::state, SubjectRequest::fileId)
                .containsExactly(SubjectRequests.State.ANSWERED, null);
    }
}
