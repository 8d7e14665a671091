package io.polisflow.process.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.personal.Erasures;
import io.polisflow.crm.personal.FieldNames;
import io.polisflow.crm.personal.Holds;
import io.polisflow.crm.personal.Place;
import io.polisflow.crm.personal.Places;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** One person goes through everything we do with people, then is forgotten: nothing of them is left anywhere, but what the law keeps. */
@ExtendWith(OutputCaptureExtension.class)
class ErasureTest extends PersonStory {

    /** Where the law orders to keep; the value waits out of everybody's use. */
    private static final List<String> KEPT = List.of("personal_hold.held_value");

    /** Columns of the engine that hold ids, keys, types and names of model elements. */
    private static final String STRUCTURE = "(.*_)?(id|key|type|name|version)_";

    @Autowired
    private Erasures erasures;

    @Autowired
    private Holds holds;

    @Autowired
    private List<Places> places;

    @Test
    void nothingIsLeftOfThePersonInAnyTableColumnOrFileButWhatTheLawKeeps(CapturedOutput output) {
        LoggerFactory.getLogger(ErasureTest.class).warn("Перезвонить: {}, {}", phone, email);
        lives();
        List<String> before = database.columnsWith(tokens());
        assertThat(before)
                .as("the person stands everywhere")
                .contains(
                        "contact.name",
                        "insurance_request.contact_name",
                        "letter.text",
                        "activity.note",
                        "call_record.number",
                        "journal_entry.text",
                        "consent.subject_name",
                        "stored_file.name",
                        "contract.signer",
                        "act_hi_comment.message_",
                        "act_hi_varinst.text_",
                        "act_ge_bytearray.bytes_")
                .hasSizeGreaterThan(20);
        assertThat(filesThatNameThem(Set.of())).hasSizeGreaterThan(3);

        Erasures.Report preview = erasures.preview(contact.id());
        assertThat(database.columnsWith(tokens()))
                .as("a preview changes nothing")
                .isEqualTo(before);

        Erasures.Report report = erasures.erase(contact.id(), "supervisor", "Заявление от 24.11.2026");

        assertThat(database.columnsWith(tokens()))
                .filteredOn(column -> !column.equals("stored_file_content.content"))
                .as("files are looked at one by one below")
                .isEqualTo(KEPT);
        assertThat(filesThatNameThem(heldFiles())).isEmpty();
        assertThat(report.items())
                .usingRecursiveComparison()
                .as("what was shown is what happened")
                .isEqualTo(preview.items());
        assertThat(report.held()).extracting(Erasures.Item::label).contains("кто подписал договор", "имя в согласии");
        assertThat(report.held()).allSatisfy(item -> {
            assertThat(item.reason()).containsAnyOf("115-ФЗ", "ГК, ст. 196");
            assertThat(item.until()).isNotNull();
        });
        assertThat(report.erased())
                .filteredOn(item -> item.label().equals("запись разговора"))
                .singleElement()
                .satisfies(item -> assertThat(item.sha256()).hasSize(64));
        assertThat(erasures.find(report.id()).orElseThrow().items()).isEqualTo(report.items());
        assertThat(holds.blocked(heldFiles().iterator().next()))
                .hasValueSatisfying(why -> assertThat(why).contains("Файл заблокирован"));
        assertThat(deal(deal).stage()).as("the company's deal goes on").isEqualTo(io.polisflow.crm.deal.Stage.WON);
        assertThat(contact(contact.id()).removed()).isTrue();

        holds.clean(clock.instant().plus(Duration.ofDays(366 * 6)));

        assertThat(database.columnsWith(tokens())).isEmpty();
        assertThat(filesThatNameThem(Set.of())).isEmpty();
        assertThat(output.getAll())
                .as("the log of all this")
                .contains("Перезвонить: ")
                .doesNotContainIgnoringCase(tokens().toArray(String[]::new));
    }

    private Contact contact(long id) {
        return clients.everyContactOf(deal(deal).client().id()).stream()
                .filter(each -> each.id() == id)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aNamesakeAtAnotherCompanyStays() {
        comesByTheSite();
        String other = dealOf(with(webForm(freshInn()), "text", "Передайте " + name));
        transaction.executeWithoutResult(
                status -> journal.record(other, "Говорили с " + name + ", это другой человек"));

        erasures.erase(contact.id(), "supervisor", "Заявление от 24.11.2026");

        assertThat(history(other)).anyMatch(line -> line.contains(name));
        assertThat(clients.everyContactOf(deal(other).client().id()))
                .extracting(Contact::name)
                .contains("Пётр Петров");
        assertThatThrownBy(() -> erasures.erase(contact.id(), "supervisor", "надо"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Основание");
    }

    @Test
    void everyColumnOfTextStandsInTheMap() {
        Map<String, Place> map = new java.util.HashMap<>();
        places.forEach(
                part -> part.places().forEach(place -> map.put(place.table().toLowerCase(), place)));
        List<String> unknown = database.columns().stream()
                .filter(column -> !stands(map.get(column.table()), column))
                .map(WholeDatabase.Column::toString)
                .toList();

        assertThat(unknown)
                .as("columns of text in no line of the map of personal data: say in PersonalDataMap what they hold")
                .isEmpty();
        assertThat(stands(map.get("contact"), new WholeDatabase.Column("contact", "nickname", false)))
                .as("a column that nobody has told of")
                .isFalse();
        assertThat(map.values())
                .flatMap(place -> java.util.stream.Stream.concat(place.words().stream(), place.content().stream())
                        .toList())
                .filteredOn(column -> !FieldNames.isRepeated(column))
                .as("what a person reads in their file has a Russian name")
                .allSatisfy(column -> assertThat(FieldNames.of(column)).isPresent());
        assertThat(map.values()).allSatisfy(place -> {
            assertThat(place.purpose()).isNotBlank();
            assertThat(place.term()).isNotBlank();
        });
    }

    private static boolean stands(Place place, WholeDatabase.Column column) {
        if (place == null) {
            return false;
        }
        boolean named = java.util.stream.Stream.of(place.words(), place.content(), place.codes())
                .flatMap(List::stream)
                .anyMatch(name -> name.equalsIgnoreCase(column.name()));
        return named || column.table().startsWith("act_") && column.name().matches(STRUCTURE);
    }
}
