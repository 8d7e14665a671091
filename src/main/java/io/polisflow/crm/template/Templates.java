package io.polisflow.crm.template;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.template.Template.Field;
import io.polisflow.crm.template.Template.Kind;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps every wording that people gave the letters and documents; the newest counts, an old one can be brought back. */
@Service
@Transactional
public class Templates implements Wordings {

    private static final int LONGEST_SUBJECT = 300;
    private static final int LONGEST_BODY = 30_000;
    private static final int LONGEST_NOTE = 300;
    /** Two wordings are compared line with line. */
    private static final int MOST_LINES = 1_000;

    private final Versions versions;
    private final InsertOnce insertOnce;
    private final Clock clock;

    Templates(Versions versions, InsertOnce insertOnce, Clock clock) {
        this.versions = versions;
        this.insertOnce = insertOnce;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Wording current(Template template) {
        return newest(template).map(TemplateVersion::wording).orElseGet(() -> Wordings.delivered(template));
    }

    /** @return the newest version, or empty while the wording is as delivered */
    @Transactional(readOnly = true)
    public Optional<TemplateVersion> newest(Template template) {
        return versions.findFirstByTemplateOrderByNumberDesc(template.code());
    }

    /** @return newest first; the delivered wording, number 0, is not among them */
    @Transactional(readOnly = true)
    public List<TemplateVersion> history(Template template) {
        return versions.findByTemplateOrderByNumberDesc(template.code());
    }

    /**
     * @param number 0 for the delivered wording
     * @throws NoSuchElementException when there is no such version
     */
    @Transactional(readOnly = true)
    public Wording version(Template template, int number) {
        return number == 0
                ? Wordings.delivered(template)
                : versions.findByTemplateAndNumber(template.code(), number)
                        .orElseThrow()
                        .wording();
    }

    /**
     * Adds a version, which counts from now on.
     *
     * @param basis number of the version that the author changed, 0 for the delivered one
     * @param note what was changed, or null
     * @return the new version's number
     * @throws RefusedException naming the field and line of a slip; a {@link ConflictException} when somebody was faster
     */
    public int save(Template template, int basis, Wording typed, String note, String author) {
        Wording wording = checked(template, typed);
        if (basis < 0
                || basis > 0
                        && versions.findByTemplateAndNumber(template.code(), basis)
                                .isEmpty()) {
            throw new NoSuchElementException("no version " + basis + " of " + template.code());
        }
        if (wording.equals(current(template))) {
            throw new RefusedException("body", "Текст не изменился: сохранять нечего");
        }
        String remark =
                note == null ? "" : note.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (remark.length() > LONGEST_NOTE) {
            throw new RefusedException("note", "Что изменено — не больше 300 знаков");
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", insertOnce.nextId());
        row.put("template", template.code());
        row.put("number", basis + 1);
        row.put("subject", wording.subject());
        row.put("body", wording.body());
        row.put("at_", Timestamp.from(clock.instant()));
        row.put("author", author);
        row.put("note", remark.isEmpty() ? null : remark);
        if (!insertOnce.insert("template_version", row, List.of("template", "number"))) {
            throw new ConflictException("Пока вы правили, шаблон сохранил другой сотрудник. Ваш текст остался в форме:"
                    + " сравните его с новой версией и сохраните снова");
        }
        return basis + 1;
    }

    /**
     * @return the wording as it will be kept, known to be fit for filling in
     * @throws RefusedException naming the field and line of a slip
     */
    public static Wording checked(Template template, Wording typed) {
        String body = clean(typed.body()).strip();
        if (body.isEmpty()) {
            throw new RefusedException("body", "Напишите текст");
        }
        requireShort(body);
        TextTemplate parsed = TextTemplate.parse("body", body, template.fields());
        for (Field field : template.fields()) {
            if (field.required() && !parsed.names(field)) {
                throw new RefusedException(
                        "body", "Без поля «{" + field.name() + "}» текст не имеет смысла: верните его");
            }
        }
        if (template.kind() == Kind.DOCUMENT) {
            return new Wording(null, body);
        }
        String subject = clean(typed.subject()).replace('\n', ' ').strip();
        if (subject.isEmpty()) {
            throw new RefusedException("subject", "Укажите тему письма");
        }
        if (subject.length() > LONGEST_SUBJECT) {
            throw new RefusedException("subject", "Тема не больше 300 знаков");
        }
        TextTemplate.parse(
                "subject",
                subject,
                template.fields().stream().filter(field -> !field.block()).toList());
        return new Wording(subject, body);
    }

    /** @throws RefusedException when it is longer than a history keeps and compares */
    public static void requireShort(String body) {
        if (body.length() > LONGEST_BODY) {
            throw new RefusedException("body", "Текст не больше 30 000 знаков");
        }
        if (body.lines().count() > MOST_LINES) {
            throw new RefusedException("body", "Текст не больше 1 000 строк");
        }
    }

    static String clean(String text) {
        return text == null ? "" : text.replace("\r", "").replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
    }

    interface Versions extends Repository<TemplateVersion, Long> {
        @Query("select t from TemplateVersion t where t.template = :template order by t.number desc limit 1")
        Optional<TemplateVersion> findFirstByTemplateOrderByNumberDesc(String template);

        @Query("select t from TemplateVersion t where t.template = :template and t.number = :number")
        Optional<TemplateVersion> findByTemplateAndNumber(String template, int number);

        @Query("select t from TemplateVersion t where t.template = :template order by t.number desc")
        List<TemplateVersion> findByTemplateOrderByNumberDesc(String template);
    }
}
