package io.polisflow.templates;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the element templates anew: {@code mvn -Ptemplates}. */
public final class WriteElementTemplates {

    private WriteElementTemplates() {}

    /** @throws IOException when the folder cannot be written */
    public static void main(String[] arguments) throws IOException {
        Path bpmn = Path.of("bpmn");
        TemplateFiles.write(ElementTemplates.FOLDER, new ElementTemplates(new DrawnModels(bpmn), bpmn).files());
    }
}
