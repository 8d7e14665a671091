package io.polisflow.web.dictionary;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.template.PreviewDeals;
import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.TemplateVersion;
import io.polisflow.crm.template.Templates;
import io.polisflow.crm.template.Wording;
import io.polisflow.crm.template.WordingDiff;
import io.polisflow.crm.template.Wordings;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the templates and their versions for those who word them. */
@Service
@Transactional(readOnly = true)
class TemplatePages {

    private final Templates templates;
    private final PreviewDeals previewDeals;
    private final Staff staff;
    private final DateTimeFormatter when;

    TemplatePages(Templates templates, PreviewDeals previewDeals, Staff staff, Clock clock) {
        this.templates = templates;
        this.previewDeals = previewDeals;
        this.staff = staff;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /** @param version how it stands, e.g. «версия 3» */
    public record TemplateRow(
            String code, String label, String occasion, String version, boolean edited, String at, String who) {}

    /** @param number 0 for the delivered wording, of which {@code at} and {@code who} are null */
    public record VersionRow(int number, String title, String at, String who, String note, boolean current) {}

    /** @param changes beside the version before it, line by line */
    public record VersionView(VersionRow row, List<WordingDiff.Row> changes) {}

    public List<TemplateRow> all() {
        return Arrays.stream(Template.values())
                .map(template -> templates
                        .newest(template)
                        .map(version -> new TemplateRow(
                                template.code(),
                                template.label(),
                                template.occasion(),
                                title(version.number()),
                                true,
                                when.format(version.at()),
                                staff.nameOf(version.author())))
                        .orElseGet(() -> new TemplateRow(
                                template.code(), template.label(), template.occasion(), title(0), false, null, null)))
                .toList();
    }

    /** @return the number on which a change must be based */
    public int newest(Template template) {
        return templates.newest(template).map(TemplateVersion::number).orElse(0);
    }

    /** @return newest first, the delivered wording last */
    public List<VersionRow> versions(Template template) {
        List<TemplateVersion> history = templates.history(template);
        List<VersionRow> rows = new ArrayList<>();
        history.forEach(version -> rows.add(new VersionRow(
                version.number(),
                title(version.number()),
                when.format(version.at()),
                staff.nameOf(version.author()),
                version.note(),
                rows.isEmpty())));
        rows.add(new VersionRow(0, title(0), null, null, null, history.isEmpty()));
        return rows;
    }

    /** @throws java.util.NoSuchElementException when there is no such version */
    public VersionView version(Template template, int number) {
        VersionRow row = versions(template).stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow();
        Wording before = number == 0 ? Wordings.delivered(template) : templates.version(template, number - 1);
        return new VersionView(row, WordingDiff.between(whole(before), whole(templates.version(template, number))));
    }

    /** @return what a draft changes of the wording that counts today, line by line */
    public List<WordingDiff.Row> differences(Template template, Wording draft) {
        return WordingDiff.between(whole(templates.current(template)), whole(Templates.checked(template, draft)));
    }

    /** @return number → client's name of deals on which it can be shown */
    public Map<String, String> deals(Template template) {
        return previewDeals.latest(template);
    }

    private static String whole(Wording wording) {
        return wording.subject() == null ? wording.body() : "Тема: " + wording.subject() + "\n\n" + wording.body();
    }

    private static String title(int number) {
        return number == 0 ? "исходный текст" : "версия " + number;
    }
}
