package io.polisflow.process.models.draft;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.TemplateVersion;
import io.polisflow.crm.template.Templates;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.gate.WordingFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Brings wordings of letters and documents into force as new versions of their templates, within the transaction of whoever asks. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class WordingReleases {

    private static final int LONGEST_NOTE = 300;

    private final Templates templates;

    WordingReleases(Templates templates) {
        this.templates = templates;
    }

    /**
     * @param files of which those that are no wordings are left out
     * @param note for the template's history
     * @throws ConflictException when somebody words a template at this very moment
     */
    List<ReleasedWording> release(Collection<ModelFile> files, String note, String user) {
        List<ReleasedWording> released = new ArrayList<>();
        for (ModelFile file : files) {
            WordingFile.template(file.path())
                    .ifPresent(template -> released.add(release(template, file, shortened(note), user)));
        }
        return released;
    }

    private ReleasedWording release(Template template, ModelFile file, String note, String user) {
        int newest = newest(template);
        try {
            int number = templates.save(
                    template, newest, WordingFile.read(template, file.content()).orElseThrow(), note, user);
            return new ReleasedWording(template.code(), number);
        } catch (ConflictException e) {
            throw new ConflictException(
                    "Текст «" + template.label() + "» только что сохранил другой сотрудник: сравните и повторите");
        }
    }

    private static String shortened(String note) {
        return note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE - 1) + "…" : note;
    }

    private int newest(Template template) {
        return templates.newest(template).map(TemplateVersion::number).orElse(0);
    }

    /** @return whether the released versions are still what is in force */
    boolean isNewest(ReleasedWording released) {
        return newest(template(released)) == released.number();
    }

    /** @return what the released version replaced */
    ModelFile former(ReleasedWording released) {
        Template template = template(released);
        return WordingFile.of(template, templates.version(template, released.number() - 1));
    }

    static Template template(ReleasedWording released) {
        return Template.find(released.template()).orElseThrow();
    }
}
