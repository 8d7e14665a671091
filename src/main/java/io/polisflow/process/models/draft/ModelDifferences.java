package io.polisflow.process.models.draft;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.WordingDiff;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.gate.WordingFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.xml.sax.SAXException;

/** Compares models, tables and forms with what is in force by what they mean, element by element. */
@Service
public class ModelDifferences {

    private final ObjectMapper json;

    ModelDifferences(ObjectMapper json) {
        this.json = json;
    }

    /** @param inForce path → file @return one for each file of the draft, also for those that change nothing */
    public List<FileDifference> between(Map<String, ModelFile> inForce, Collection<ModelFile> draft) {
        return draft.stream()
                .map(file -> between(inForce.get(file.path()), file))
                .toList();
    }

    private FileDifference between(ModelFile before, ModelFile after) {
        byte[] old = before == null ? null : before.content();
        try {
            return switch (FileDifference.Kind.of(after.path())) {
                case MODEL -> BpmnDifference.between(after.path(), xml(old), ModelXml.parse(after.content()));
                case TABLE -> DmnDifference.between(after.path(), xml(old), ModelXml.parse(after.content()));
                case FORM ->
                    FormDifference.between(
                            after.path(), old == null ? null : json.readTree(old), json.readTree(after.content()));
                case WORDING -> wording(after.path(), old, after.content());
            };
        } catch (SAXException | IOException e) {
            return FileDifference.unreadable(after.path(), old == null, "Файл не читается: сравнить его не с чем.");
        }
    }

    private static FileDifference wording(String path, byte[] before, byte[] after) {
        return new FileDifference(
                path,
                WordingFile.template(path).map(Template::label).orElse(path),
                FileDifference.Kind.WORDING,
                before == null,
                List.of(),
                List.of(),
                List.of(),
                null,
                WordingDiff.between(before == null ? "" : text(before), text(after)));
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).strip();
    }

    private static org.w3c.dom.Document xml(byte[] content) throws SAXException {
        return content == null ? null : ModelXml.parse(content);
    }
}
