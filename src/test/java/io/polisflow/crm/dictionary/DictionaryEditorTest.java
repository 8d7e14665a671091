package io.polisflow.crm.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.RefusedException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Several administrators at one dictionary; both databases must keep one order and one entry for each code. */
abstract class DictionaryEditorTest extends DatabaseTest {

    private static final Dictionary DICTIONARY = Dictionary.CONTACT_ROLE;

    @Autowired
    private DictionaryEditor editor;

    @Autowired
    private Dictionaries dictionaries;

    @AfterEach
    void asDelivered() {
        jdbc.update("delete from dictionary_entry where code like 'test-%'");
        jdbc.update("update dictionary_entry set active = true");
        jdbc.update("delete from dictionary_change");
    }

    private int places() {
        return (int) dictionaries.all(DICTIONARY).stream()
                .map(DictionaryEntry::position)
                .distinct()
                .count();
    }

    @Test
    void ofManyWhoAddOneCodeOneDoes() throws Exception {
        int before = dictionaries.all(DICTIONARY).size();
        AtomicInteger serial = new AtomicInteger();
        List<String> answers = atOnce(() -> {
            try {
                editor.add(DICTIONARY, "test-same", "Роль " + serial.incrementAndGet(), "admin");
                return "added";
            } catch (ConflictException taken) {
                return "taken";
            }
        });

        assertThat(answers).containsOnlyOnce("added");
        assertThat(dictionaries.all(DICTIONARY)).hasSize(before + 1);
        assertThat(editor.changes()).hasSize(1);
    }

    @Test
    void ofManyWhoGiveOneLabelToDifferentCodesOneDoes() throws Exception {
        AtomicInteger serial = new AtomicInteger();
        List<String> answers = atOnce(() -> {
            try {
                editor.add(DICTIONARY, "test-" + serial.incrementAndGet(), "Одна и та же роль", "admin");
                return "added";
            } catch (RefusedException taken) {
                return taken.field();
            }
        });

        assertThat(answers).containsOnlyOnce("added");
    }

    @Test
    void movesAtOneMomentLeaveAnOrderOfAll() throws Exception {
        List<DictionaryEntry> before = dictionaries.all(DICTIONARY);
        AtomicInteger serial = new AtomicInteger();
        atOnce(() -> {
            int turn = serial.incrementAndGet();
            editor.move(DICTIONARY, before.get(turn % before.size()).code(), 1 + turn % 3, "admin");
            return turn;
        });

        assertThat(places()).isEqualTo(before.size());
    }

    @Test
    void whoeverSwitchesOffAtOneMomentOneEntryStays() throws Exception {
        List<DictionaryEntry> all = dictionaries.all(DICTIONARY);
        AtomicInteger serial = new AtomicInteger();
        atOnce(() -> {
            try {
                editor.offer(
                        DICTIONARY,
                        all.get(serial.getAndIncrement() % all.size()).code(),
                        false,
                        "admin");
            } catch (ConflictException last) {
                // One of them must hear it.
            }
            return null;
        });

        assertThat(dictionaries.offered(DICTIONARY)).hasSize(1);
    }
}
