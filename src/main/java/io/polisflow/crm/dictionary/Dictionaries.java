package io.polisflow.crm.dictionary;

import io.polisflow.crm.RefusedException;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Offers the choices of each dictionary and holds what people chose against them. */
@Service
@Transactional
public class Dictionaries {

    private final Entries entries;

    Dictionaries(Entries entries) {
        this.entries = entries;
    }

    /** @return what may be chosen today, in the administrator's order */
    @Transactional(readOnly = true)
    public List<DictionaryEntry> offered(Dictionary dictionary) {
        return all(dictionary).stream().filter(DictionaryEntry::active).toList();
    }

    /** @return also what is no longer offered, in order */
    @Transactional(readOnly = true)
    public List<DictionaryEntry> all(Dictionary dictionary) {
        return entries.findByKeyDictionaryOrderByPosition(dictionary);
    }

    /** @return the label, the code itself when nobody knows it, null for null */
    @Transactional(readOnly = true)
    public String label(Dictionary dictionary, String code) {
        return find(dictionary, code).map(DictionaryEntry::label).orElse(code);
    }

    /**
     * @param field key of the form field or JSON property to name
     * @throws RefusedException when the code is missing or not offered
     */
    @Transactional(readOnly = true)
    public void require(Dictionary dictionary, String code, String field) {
        if (find(dictionary, code).filter(DictionaryEntry::active).isEmpty()) {
            throw new RefusedException(field, "Выберите значение из справочника «" + dictionary.label() + "»");
        }
    }

    private Optional<DictionaryEntry> find(Dictionary dictionary, String code) {
        return code == null ? Optional.empty() : entries.findById(new DictionaryEntry.Key(dictionary, code));
    }

    interface Entries extends Repository<DictionaryEntry, DictionaryEntry.Key> {
        Optional<DictionaryEntry> findById(DictionaryEntry.Key key);

        @Query("select d from DictionaryEntry d where d.key.dictionary = :dictionary order by d.position")
        List<DictionaryEntry> findByKeyDictionaryOrderByPosition(Dictionary dictionary);

        DictionaryEntry save(DictionaryEntry entry);
    }
}
