package io.polisflow.crm.dictionary;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.RefusedException;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes the choices of the dictionaries and records who did; a code never changes and an entry is never deleted, because
 * old records, running processes and decision tables name it.
 */
@Service
@Transactional
public class DictionaryEditor {

    private static final int LONGEST_LABEL = 200;
    private static final int LONGEST_CODE = 40;
    private static final String CODE = "[a-z0-9]+(-[a-z0-9]+)*";

    private final LockedEntries entries;
    private final Changes changes;
    private final InsertOnce insertOnce;
    private final Clock clock;

    DictionaryEditor(LockedEntries entries, Changes changes, InsertOnce insertOnce, Clock clock) {
        this.entries = entries;
        this.changes = changes;
        this.insertOnce = insertOnce;
        this.clock = clock;
    }

    /**
     * Adds a choice at the end.
     *
     * @param code lower-case Latin letters, digits and hyphens
     * @throws RefusedException when code or label will not do; a {@link ConflictException} when the code is taken
     */
    public void add(Dictionary dictionary, String code, String label, String actor) {
        List<DictionaryEntry> all = locked(dictionary);
        String text = checked(all, null, label);
        if (code == null || code.length() > LONGEST_CODE || !code.matches(CODE)) {
            throw new RefusedException(
                    "code", "Код: латинские строчные буквы, цифры и дефис, не длиннее 40 знаков, например trade-fair");
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("dictionary", dictionary.name());
        row.put("code", code);
        row.put("label", text);
        row.put(
                "position",
                all.stream().mapToInt(DictionaryEntry::position).max().orElse(0) + 1);
        row.put("active", true);
        if (!insertOnce.insert("dictionary_entry", row, List.of("dictionary", "code"))) {
            throw new ConflictException("Код «" + code + "» уже есть в справочнике «" + dictionary.label() + "»");
        }
        record(dictionary, code, "Добавлено «" + text + "»", actor);
    }

    /** @throws RefusedException when the label is blank, too long or another choice has it */
    public void rename(Dictionary dictionary, String code, String label, String actor) {
        List<DictionaryEntry> all = locked(dictionary);
        DictionaryEntry entry = find(all, code);
        String text = checked(all, entry, label);
        if (!text.equals(entry.label())) {
            record(dictionary, code, "«" + entry.label() + "» → «" + text + "»", actor);
            entry.rename(text);
        }
    }

    /** @param place from 1, the first; what lies beyond the ends is the nearer end */
    public void move(Dictionary dictionary, String code, int place, String actor) {
        List<DictionaryEntry> all = new ArrayList<>(locked(dictionary));
        DictionaryEntry entry = find(all, code);
        int before = all.indexOf(entry);
        int after = Math.min(Math.max(place, 1), all.size()) - 1;
        if (before == after) {
            return;
        }
        all.remove(entry);
        all.add(after, entry);
        for (int i = 0; i < all.size(); i++) {
            all.get(i).moveTo(i + 1);
        }
        record(dictionary, code, "«" + entry.label() + "»: место " + (before + 1) + " → " + (after + 1), actor);
    }

    /**
     * Offers the choice or stops offering it; what was recorded with it stays readable.
     *
     * @throws ConflictException when it is the last one offered: forms would have nothing to choose
     */
    public void offer(Dictionary dictionary, String code, boolean offered, String actor) {
        List<DictionaryEntry> all = locked(dictionary);
        DictionaryEntry entry = find(all, code);
        if (entry.active() == offered) {
            return;
        }
        if (!offered && all.stream().filter(DictionaryEntry::active).count() == 1) {
            throw new ConflictException("Это последнее значение справочника «" + dictionary.label()
                    + "»: сначала добавьте или включите другое");
        }
        entry.activate(offered);
        record(
                dictionary,
                code,
                "«" + entry.label() + "»: " + (offered ? "снова предлагается" : "больше не предлагается"),
                actor);
    }

    /** @return the latest changes of all dictionaries, newest first */
    @Transactional(readOnly = true)
    public List<DictionaryChange> changes() {
        return changes.findTop50ByOrderByIdDesc();
    }

    /** Waits for whoever is changing the dictionary, then reads it anew: what they added was not there to be locked. */
    private List<DictionaryEntry> locked(Dictionary dictionary) {
        entries.lock(dictionary);
        return entries.read(dictionary);
    }

    private static String checked(List<DictionaryEntry> all, DictionaryEntry own, String label) {
        String text =
                label == null ? "" : label.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (text.isEmpty()) {
            throw new RefusedException("label", "Укажите название");
        }
        if (text.length() > LONGEST_LABEL) {
            throw new RefusedException("label", "Название не длиннее 200 знаков");
        }
        if (all.stream().anyMatch(entry -> entry != own && entry.label().equalsIgnoreCase(text))) {
            throw new RefusedException("label", "Такое название в справочнике уже есть");
        }
        return text;
    }

    private static DictionaryEntry find(List<DictionaryEntry> all, String code) {
        return all.stream()
                .filter(entry -> entry.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no entry " + code));
    }

    private void record(Dictionary dictionary, String code, String text, String actor) {
        changes.save(new DictionaryChange(clock.instant(), actor, dictionary, code, text));
    }

    interface LockedEntries extends Repository<DictionaryEntry, DictionaryEntry.Key> {

        /** By code, which never changes: in any other order two who lock could wait for each other. */
        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select e from DictionaryEntry e where e.key.dictionary = :dictionary order by e.key.code")
        List<DictionaryEntry> lock(Dictionary dictionary);

        @Query("select e from DictionaryEntry e where e.key.dictionary = :dictionary order by e.position, e.key.code")
        List<DictionaryEntry> read(Dictionary dictionary);
    }

    interface Changes extends Repository<DictionaryChange, Long> {
        DictionaryChange save(DictionaryChange change);

        List<DictionaryChange> findTop50ByOrderByIdDesc();
    }
}
