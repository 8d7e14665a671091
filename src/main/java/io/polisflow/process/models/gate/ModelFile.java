package io.polisflow.process.models.gate;

/**
 * One file of a set of models as it would be deployed.
 *
 * @param path {@code bpmn/<key>.bpmn}, {@code bpmn/<key>.dmn} or {@code forms/<process-key>/<task>.form}; Camunda Modeler sends bare names
 */
public record ModelFile(String path, byte[] content) {

    /** @return the path's last part */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
