package io.polisflow.process.models.gate;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.Templates;
import io.polisflow.crm.template.TextSlip;
import io.polisflow.crm.template.Wording;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The wording of a letter or document as a file of a set of models; the engine never sees it. */
public final class WordingFile {

    private static final String RULE = "wording";
    private static final String FOLDER = "templates/";
    private static final String ENDING = ".txt";

    private WordingFile() {}

    /** @return whether it is a wording by its path, known or not */
    public static boolean is(String path) {
        return path.startsWith(FOLDER) && path.endsWith(ENDING);
    }

    /** @return where the template's wording lies */
    public static String path(Template template) {
        return FOLDER + template.code() + ENDING;
    }

    /** @return the template whose wording lies there */
    public static Optional<Template> template(String path) {
        return is(path)
                ? Template.find(path.substring(FOLDER.length(), path.length() - ENDING.length()))
                : Optional.empty();
    }

    /** @return the file of a template's wording */
    public static ModelFile of(Template template, Wording wording) {
        return new ModelFile(path(template), wording.written().getBytes(StandardCharsets.UTF_8));
    }

    /** @return empty when it is no text in UTF-8 */
    public static Optional<Wording> read(Template template, byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return Optional.of(Wording.read(template, text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** @return codes of all templates, for a message */
    public static String known() {
        return Arrays.stream(Template.values()).map(Template::code).collect(Collectors.joining(", "));
    }

    static void check(ModelFile file, Findings findings) {
        Template template = template(file.path()).orElse(null);
        if (template == null) {
            findings.error(
                    RULE,
                    Place.of(file.path()),
                    "Такого письма или документа нет.",
                    "Назовите файл по коду шаблона: " + known() + ".");
            return;
        }
        Wording wording = read(template, file.content()).orElse(null);
        if (wording == null) {
            findings.error(
                    RULE, place(file, template, 0), "Файл не читается как текст.", "Сохраните его в кодировке UTF-8.");
            return;
        }
        try {
            Templates.checked(template, wording);
        } catch (TextSlip slip) {
            boolean inBody = "body".equals(slip.field());
            findings.error(
                    RULE,
                    place(file, template, slip.line() + (inBody ? wording.firstLineOfBody() - 1 : 0)),
                    sentence(slip.problem()),
                    "Исправьте эту строку; поля перечислены на странице текста.");
        } catch (RefusedException refusal) {
            findings.error(RULE, place(file, template, 0), sentence(refusal.getMessage()), "Исправьте текст.");
        }
    }

    private static Place place(ModelFile file, Template template, int line) {
        return new Place(file.path(), null, template.label(), line);
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }
}
