package io.polisflow.web.worktime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a year of a production calendar in the layouts in which it is published: JSON and XML of days, or a table of dates. */
final class YearFileReader {

    private static final int MOST_BYTES = 1024 * 1024;

    private YearFileReader() {}

    /** @return the days, or all that is wrong with the file; the layout is told by its first character */
    static YearFile read(byte[] content, int year) {
        YearFile file = new YearFile(year);
        if (content.length > MOST_BYTES) {
            file.problem(0, "Файл больше 1 МБ: это не календарь одного года. Выберите другой файл");
            return file;
        }
        String text = decoded(content, file);
        if (text == null) {
            return file;
        }
        String begun = text.stripLeading();
        if (begun.isEmpty()) {
            file.problem(0, "Файл пуст. Выберите файл с днями " + year + "-го года");
        } else if (begun.startsWith("{")) {
            JsonYear.read(text, file);
        } else if (begun.startsWith("<")) {
            XmlYear.read(text, file);
        } else {
            CsvYear.read(text, file);
        }
        if (file.isGood() && file.days().isEmpty()) {
            file.problem(0, "В файле нет ни одного дня. Выберите файл с днями " + year + "-го года");
        }
        return file;
    }

    private static String decoded(byte[] content, YearFile file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            if (text.indexOf('\0') < 0) {
                return text.startsWith("\ufeff") ? text.substring(1) : text;
            }
        } catch (CharacterCodingException e) {
            // Told below: the same remedy helps.
        }
        int line = 1;
        for (int i = 0; i < content.length && content[i] >= 0; i++) {
            line += content[i] == '\n' ? 1 : 0;
        }
        file.problem(
                line, "файл не в кодировке UTF-8. Сохраните его как «CSV UTF-8» или «Текст UTF-8» и загрузите снова");
        return null;
    }
}
