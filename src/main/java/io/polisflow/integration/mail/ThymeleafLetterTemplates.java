package io.polisflow.integration.mail;

import io.polisflow.crm.letter.LetterTemplates;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Fills in the letters of {@code templates/letters/}: {@code <code>.txt}, whose first line is the subject, and {@code <code>.html}. */
@Component
class ThymeleafLetterTemplates implements LetterTemplates {

    private static final String FOLDER = "templates/letters/";
    private static final Pattern CODE = Pattern.compile("[a-z0-9-]+");
    private static final Pattern BLANK_LINES = Pattern.compile("\n\\s*\n(\\s*\n)*");

    // Not a bean: Boot would take it for the engine of the pages.
    private final SpringTemplateEngine templates = new SpringTemplateEngine();
    private final CompanyProperties company;

    ThymeleafLetterTemplates(CompanyProperties company) {
        this.company = company;
        templates.setTemplateResolvers(
                java.util.Set.of(resolver("*.html", TemplateMode.HTML), resolver("*.txt", TemplateMode.TEXT)));
    }

    private static ClassLoaderTemplateResolver resolver(String names, TemplateMode mode) {
        ClassLoaderTemplateResolver resolver =
                new ClassLoaderTemplateResolver(ThymeleafLetterTemplates.class.getClassLoader());
        resolver.setPrefix(FOLDER);
        resolver.setResolvablePatterns(java.util.Set.of(names));
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        return resolver;
    }

    @Override
    public RenderedLetter render(String code, Map<String, Object> model) {
        if (!CODE.matcher(code).matches() || getClass().getClassLoader().getResource(FOLDER + code + ".txt") == null) {
            throw new IllegalArgumentException("There is no letter template «" + code + "» in " + FOLDER);
        }
        String text = process(code + ".txt", model).replace("\r", "");
        int firstBreak = text.indexOf('\n');
        String subject = text.substring(0, firstBreak).strip();
        // What is not known leaves an empty line behind; several of them become one.
        String body = BLANK_LINES.matcher(text.substring(firstBreak).strip()).replaceAll("\n\n");
        Context context = context(model);
        context.setVariable("subject", subject);
        return new RenderedLetter(subject, body, templates.process(code + ".html", context));
    }

    @Override
    public String frame(String subject, String text) {
        List<List<String>> paragraphs = Arrays.stream(text.replace("\r", "").split("\n\\s*\n"))
                .map(paragraph -> List.of(paragraph.strip().split("\n")))
                .toList();
        return process("frame.html", Map.of("subject", subject, "paragraphs", paragraphs));
    }

    private String process(String template, Map<String, Object> model) {
        return templates.process(template, context(model));
    }

    private Context context(Map<String, Object> model) {
        Context context = new Context(Locale.forLanguageTag("ru"));
        // Thymeleaf takes a blank text for a true condition: what is blank is unknown.
        model.forEach((name, value) ->
                context.setVariable(name, value instanceof String text && text.isBlank() ? null : value));
        context.setVariable("company", company);
        context.setVariable("format", new LetterFormat());
        return context;
    }
}
