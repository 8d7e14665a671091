package io.polisflow.integration.mail;

import io.polisflow.crm.letter.LetterBlock;
import io.polisflow.crm.letter.LetterTemplates;
import io.polisflow.crm.policy.PolicyLetters;
import io.polisflow.crm.template.Part;
import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.TextTemplate;
import io.polisflow.crm.template.Wording;
import io.polisflow.crm.template.Wordings;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Fills in the letters' wordings and lays them out as plain text and by {@code templates/letters/frame.html}. */
@Component
class ThymeleafLetterTemplates implements LetterTemplates {

    private static final String POLICIES = "policies";
    /** A letter that a person edited is one value: nothing in it is read as a wording. */
    private static final Template.Field TEXT = new Template.Field("text", "text", false, true);

    // Not a bean: Boot would take it for the engine of the pages.
    private final SpringTemplateEngine templates = new SpringTemplateEngine();
    private final LetterFormat format = new LetterFormat();
    private final CompanyProperties company;
    private final Wordings wordings;

    ThymeleafLetterTemplates(CompanyProperties company, Wordings wordings) {
        this.company = company;
        this.wordings = wordings;
        ClassLoaderTemplateResolver resolver =
                new ClassLoaderTemplateResolver(ThymeleafLetterTemplates.class.getClassLoader());
        resolver.setPrefix("templates/letters/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        templates.setTemplateResolver(resolver);
    }

    @Override
    public RenderedLetter render(String code, Map<String, Object> model) {
        return render(code, wordings.current(letter(code)), model);
    }

    @Override
    public RenderedLetter render(String code, Wording wording, Map<String, Object> model) {
        List<Template.Field> fields = letter(code).fields();
        Map<String, String> values = new HashMap<>();
        model.forEach((name, value) -> values.put(name, words(value)));
        values.put("insurer", company.name());
        values.put("insurerPhone", company.phone());
        List<PolicyLetters.Row> policies = policies(model);
        Map<String, LetterBlock> tables = tables(model);
        Set<String> blocks = new HashSet<>(tables.keySet());
        if (!policies.isEmpty()) {
            blocks.add(POLICIES);
        }
        String subject = TextTemplate.parse("subject", wording.subject(), fields).fill(values, Set.of()).stream()
                .map(Part::text)
                .collect(Collectors.joining(" "))
                .replace('\n', ' ');
        List<Part> parts = TextTemplate.parse("body", wording.body(), fields).fill(values, blocks);
        return new RenderedLetter(subject, plain(parts, policies, tables), html(subject, parts, policies, tables));
    }

    @Override
    public String frame(String subject, String text) {
        return html(
                subject,
                TextTemplate.parse("text", "{text}", List.of(TEXT)).fill(Map.of("text", text), Set.of()),
                List.of(),
                Map.of());
    }

    private static Template letter(String code) {
        return Template.find(code)
                .filter(template -> template.kind() == Template.Kind.LETTER)
                .orElseThrow(() -> new IllegalArgumentException("There is no letter template «" + code + "»"));
    }

    /** @return null for what has no words of its own */
    private String words(Object value) {
        if (value instanceof BigDecimal rubles) {
            return format.money(rubles);
        }
        if (value instanceof LocalDate day) {
            return format.day(day);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return value == null || value instanceof LetterBlock ? null : value.toString();
    }

    private static List<PolicyLetters.Row> policies(Map<String, Object> model) {
        List<PolicyLetters.Row> rows = new ArrayList<>();
        if (model.get(POLICIES) instanceof List<?> list) {
            list.forEach(row -> rows.add((PolicyLetters.Row) row));
        }
        return rows;
    }

    private static Map<String, LetterBlock> tables(Map<String, Object> model) {
        Map<String, LetterBlock> tables = new HashMap<>();
        model.forEach((name, value) -> {
            if (value instanceof LetterBlock block && !block.tables().isEmpty()) {
                tables.put(name, block);
            }
        });
        return tables;
    }

    private String plain(List<Part> parts, List<PolicyLetters.Row> policies, Map<String, LetterBlock> tables) {
        return parts.stream()
                .map(part -> {
                    if (!part.is("BLOCK")) {
                        return part.text();
                    }
                    return part.block().equals(POLICIES)
                            ? policies.stream().map(this::plain).collect(Collectors.joining("\n\n"))
                            : tables.get(part.block()).tables().stream()
                                    .map(ThymeleafLetterTemplates::plain)
                                    .collect(Collectors.joining("\n\n"));
                })
                .collect(Collectors.joining("\n\n"));
    }

    /** A list instead of a table: plain text has no columns on a telephone. */
    private static String plain(LetterBlock.Table table) {
        StringBuilder text = new StringBuilder(table.title());
        if (table.note() != null) {
            text.append('\n').append(table.note());
        }
        for (List<LetterBlock.Cell> row : table.rows()) {
            text.append("\n— ")
                    .append(row.stream()
                            .map(LetterBlock.Cell::text)
                            .filter(cell -> !cell.isBlank())
                            .collect(Collectors.joining("; ")));
            row.stream().map(LetterBlock.Cell::href).filter(Objects::nonNull).forEach(href -> text.append("\n  ")
                    .append(href));
        }
        return text.toString();
    }

    private String plain(PolicyLetters.Row policy) {
        return "Полис " + policy.number() + ": " + policy.product() + ", " + policy.object() + "\nСрок: "
                + format.day(policy.startsOn()) + " — " + format.day(policy.endsOn()) + ". Премия: "
                + format.money(policy.premium());
    }

    private String html(
            String subject, List<Part> parts, List<PolicyLetters.Row> policies, Map<String, LetterBlock> tables) {
        Context context = new Context(Locale.forLanguageTag("ru"));
        context.setVariable("subject", subject);
        context.setVariable("parts", parts);
        context.setVariable(POLICIES, policies);
        context.setVariable("tables", tables);
        // Thymeleaf takes a blank text for a true condition: what is blank is unknown.
        context.setVariable("phone", known(company.phone()));
        context.setVariable("email", known(company.email()));
        context.setVariable("company", company);
        context.setVariable("format", format);
        return templates.process("frame", context);
    }

    private static String known(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
