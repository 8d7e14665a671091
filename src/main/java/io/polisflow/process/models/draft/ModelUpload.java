package io.polisflow.process.models.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.Templates;
import io.polisflow.crm.template.Wording;
import io.polisflow.process.models.gate.Finding;
import io.polisflow.process.models.gate.ModelArchive;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.gate.WordingFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Takes models, tables and forms from what somebody uploads, one by one or zipped, and puts each under its path in the repository. */
@Component
class ModelUpload {

    static final int MOST_FILES = 200;
    static final int LARGEST_FILE = 1_000_000;
    static final int LARGEST_SET = 20_000_000;

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._ -]{0,120}");
    private static final String FIELD = "files";

    private final ObjectMapper json;

    ModelUpload(ObjectMapper json) {
        this.json = json;
    }

    /**
     * @param uploads file names as a browser sends them and contents
     * @param formPaths id → path of the forms in force, for forms that come without their folder
     * @throws RefusedException saying in Russian which file is wrong and why; then none is taken
     */
    List<ModelFile> read(Collection<ModelFile> uploads, Map<String, String> formPaths) {
        Map<String, ModelFile> read = new LinkedHashMap<>();
        long size = 0;
        for (ModelFile file : unpacked(uploads)) {
            ModelFile placed = placed(file, formPaths);
            size += placed.content().length;
            if (read.put(placed.path(), placed) != null) {
                throw refused("«" + placed.path() + "» загружается дважды: оставьте один файл");
            }
            if (read.size() > MOST_FILES) {
                throw refused("Файлов больше " + MOST_FILES + ": загрузите только изменённые");
            }
            if (size > LARGEST_SET) {
                throw tooMuch();
            }
        }
        if (read.isEmpty()) {
            throw refused("Выберите файлы .bpmn, .dmn, .form или .txt, или архив .zip с ними");
        }
        return List.copyOf(read.values());
    }

    private static List<ModelFile> unpacked(Collection<ModelFile> uploads) {
        List<ModelFile> files = new ArrayList<>();
        for (ModelFile upload : uploads) {
            if (ModelArchive.isArchive(upload.path())) {
                files.addAll(unzipped(upload));
            } else if (!upload.path().isBlank()) {
                files.add(upload);
            }
        }
        return files;
    }

    private static List<ModelFile> unzipped(ModelFile archive) {
        ModelArchive.Unpacked unpacked = ModelArchive.unpack(archive.name(), archive.content());
        for (Finding finding : unpacked.findings()) {
            if (finding.severity() == Finding.Severity.ERROR) {
                throw refused("«" + archive.name() + "»: " + finding.problem() + ". " + finding.remedy());
            }
        }
        return unpacked.files();
    }

    /** Kept as the template's history keeps it, so that only what was worded otherwise differs. */
    private static ModelFile wording(String last, byte[] content) {
        String path = "templates/" + last;
        Template template = WordingFile.template(path)
                .orElseThrow(() -> refused("Письма или документа «" + last + "» нет: назовите файл по коду шаблона ("
                        + WordingFile.known() + ")"));
        Wording wording = WordingFile.read(template, content)
                .orElseThrow(() -> refused("Файл «" + last + "» не читается: сохраните текст в кодировке UTF-8"));
        try {
            Templates.requireShort(wording.body());
        } catch (RefusedException e) {
            throw refused("Файл «" + last + "» слишком велик. " + e.getMessage());
        }
        return WordingFile.of(template, wording);
    }

    private static boolean isModel(String name) {
        String lower = lower(name);
        return lower.endsWith(".bpmn") || lower.endsWith(".dmn") || lower.endsWith(".form") || lower.endsWith(".txt");
    }

    private ModelFile placed(ModelFile file, Map<String, String> formPaths) {
        String name = file.path().replace('\\', '/');
        String last = name.substring(name.lastIndexOf('/') + 1);
        if (!isModel(last)) {
            throw refused("«" + last
                    + "» — не модель, не таблица, не форма и не текст письма: нужны файлы .bpmn, .dmn, .form и .txt");
        }
        if (!NAME.matcher(last).matches()) {
            throw refused("Имя файла «" + last + "» не подходит: оставьте буквы, цифры, точку и дефис");
        }
        requireSmall(last, file.content());
        if (file.content().length == 0) {
            throw refused("Файл «" + last + "» пуст");
        }
        if (lower(last).endsWith(".txt")) {
            return wording(last, file.content());
        }
        if (lower(last).endsWith(".form")) {
            return new ModelFile(formPath(name, last, form(last, file.content()), formPaths), file.content());
        }
        requireXml(last, file.content());
        return new ModelFile("bpmn/" + last, file.content());
    }

    private static String formPath(String name, String last, JsonNode form, Map<String, String> formPaths) {
        String[] folders = name.split("/");
        if (folders.length > 1 && NAME.matcher(folders[folders.length - 2]).matches()) {
            return "forms/" + folders[folders.length - 2] + "/" + last;
        }
        String id = form.path("id").asText();
        if (formPaths.containsKey(id)) {
            return formPaths.get(id);
        }
        String task = "-" + last.substring(0, last.lastIndexOf('.'));
        if (id.endsWith(task)
                && NAME.matcher(id.substring(0, id.length() - task.length())).matches()) {
            return "forms/" + id.substring(0, id.length() - task.length()) + "/" + last;
        }
        throw refused(
                "Не понять, к какому процессу относится форма «" + last
                        + "»: дайте ей идентификатор вида «ключ-процесса-имя-файла» или загрузите архивом вместе с папкой forms");
    }

    private JsonNode form(String name, byte[] content) {
        try {
            JsonNode form = json.readTree(content);
            if (form == null || !form.isObject()) {
                throw refused("Файл «" + name + "» — не форма: внутри нет объекта с её описанием");
            }
            return form;
        } catch (JsonProcessingException e) {
            throw refused("Форма «" + name + "» не читается, строка "
                    + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
                    + ": откройте её в Camunda Modeler и сохраните заново");
        } catch (IOException e) {
            throw refused("Форма «" + name + "» не читается");
        }
    }

    private static void requireXml(String name, byte[] content) {
        try {
            ModelXml.parse(content);
        } catch (SAXParseException e) {
            if (e.getMessage() != null && e.getMessage().contains("DOCTYPE")) {
                throw refused("В файле «" + name + "» объявлен DOCTYPE: модели с внешними и внутренними сущностями"
                        + " не принимаются");
            }
            throw refused("Файл «" + name + "» не читается, строка " + e.getLineNumber()
                    + ": откройте его в Camunda Modeler и сохраните заново");
        } catch (SAXException e) {
            throw refused("Файл «" + name + "» не читается: откройте его в Camunda Modeler и сохраните заново");
        }
    }

    private static void requireSmall(String name, byte[] content) {
        if (content.length > LARGEST_FILE) {
            throw refused(
                    "Файл «" + name + "» больше 1 МБ: такой большой модели не бывает, проверьте, тот ли это файл");
        }
    }

    private static RefusedException tooMuch() {
        return refused("Распакованные файлы больше 20 МБ: загрузите только изменённые модели");
    }

    private static RefusedException refused(String why) {
        return new RefusedException(FIELD, why);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
