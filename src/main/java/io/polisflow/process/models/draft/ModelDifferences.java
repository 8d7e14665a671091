package io.polisflow.process.models.draft;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.process.models.gate.ModelFile;
import java.io.IOException;
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
            };
        } catch (SAXException | IOException e) {
            return FileDifference.unreadable(after.path(), old == null, "Файл не читается: сравнить его не с чем.");
        }
    }

    private static org.w3c.dom.Document xml(byte[] content) throws SAXException {
        return content == null ? null : ModelXml.parse(content);
    }
}
