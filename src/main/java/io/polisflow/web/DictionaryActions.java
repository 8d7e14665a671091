package io.polisflow.web;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.dictionary.DictionaryEditor;
import io.polisflow.security.CurrentUser;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Shows the dictionaries to those who keep them and changes them in their name. */
@Service
@Transactional
class DictionaryActions {

    private final Dictionaries dictionaries;
    private final DictionaryEditor editor;
    private final Staff staff;
    private final CurrentUser user;
    private final DateTimeFormatter when;

    DictionaryActions(Dictionaries dictionaries, DictionaryEditor editor, Staff staff, CurrentUser user, Clock clock) {
        this.dictionaries = dictionaries;
        this.editor = editor;
        this.staff = staff;
        this.user = user;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    public record EntryRow(String code, String label, int place, boolean offered) {}

    /** @param key as the address names it, e.g. {@code loss-reason} */
    public record DictionaryView(String key, String label, List<EntryRow> entries) {}

    record ChangeRow(String at, String who, String dictionary, String text) {}

    @Transactional(readOnly = true)
    public List<DictionaryView> all() {
        return Arrays.stream(Dictionary.values()).map(this::view).toList();
    }

    @Transactional(readOnly = true)
    public DictionaryView one(String key) {
        return view(dictionary(key));
    }

    @Transactional(readOnly = true)
    public List<ChangeRow> changes() {
        return editor.changes().stream()
                .map(change -> new ChangeRow(
                        when.format(change.at()),
                        staff.nameOf(change.actor()),
                        change.dictionary().label(),
                        change.text()))
                .toList();
    }

    void add(String key, String code, String label) {
        editor.add(dictionary(key), code, label, user.id());
    }

    void rename(String key, String code, String label) {
        onEntry(() -> editor.rename(dictionary(key), code, label, user.id()));
    }

    void move(String key, String code, int place) {
        onEntry(() -> editor.move(dictionary(key), code, place, user.id()));
    }

    void offer(String key, String code, boolean offered) {
        onEntry(() -> editor.offer(dictionary(key), code, offered, user.id()));
    }

    private DictionaryView view(Dictionary dictionary) {
        List<EntryRow> rows = new java.util.ArrayList<>();
        dictionaries
                .all(dictionary)
                .forEach(entry -> rows.add(new EntryRow(entry.code(), entry.label(), rows.size() + 1, entry.active())));
        return new DictionaryView(keyOf(dictionary), dictionary.label(), rows);
    }

    private static String keyOf(Dictionary dictionary) {
        return dictionary.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Dictionary dictionary(String key) {
        return Arrays.stream(Dictionary.values())
                .filter(dictionary -> keyOf(dictionary).equals(key))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого справочника нет"));
    }

    private static void onEntry(Runnable change) {
        try {
            change.run();
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого значения в справочнике нет", e);
        }
    }
}
