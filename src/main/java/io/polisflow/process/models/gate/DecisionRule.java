package io.polisflow.process.models.gate;

import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.transform.DmnTransformException;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A decision must be found under its file's name, be kept for a stated time, be drawn, and be one that the engine takes. */
@Component
class DecisionRule implements ModelRule {

    private static final String KEY = "decision-key";
    private static final String TIME_TO_LIVE = "time-to-live";
    private static final String DIAGRAM = "missing-diagram";
    private static final String REFUSED = "decision-refused";

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    @Override
    public void check(ModelSet set, Findings findings) {
        set.decisions().forEach((path, model) -> {
            if (set.examined().contains(path)) {
                check(path, model, findings);
            }
        });
    }

    private static void check(String path, DmnModelInstance model, Findings findings) {
        String stem = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.dmn$", "");
        boolean found = false;
        for (Decision decision : model.getModelElementsByType(Decision.class)) {
            Place place = new Place(path, decision.getId(), decision.getName(), 0);
            found |= stem.equals(decision.getId());
            if (decision.getCamundaHistoryTimeToLiveString() == null) {
                findings.error(
                        TIME_TO_LIVE,
                        place,
                        "У решения " + decision.getId() + " не указан срок хранения истории.",
                        "Заполните «History time to live», например P1825D.");
            }
            if (!isDrawn(model, decision.getId())) {
                findings.error(
                        DIAGRAM,
                        place,
                        "Решения " + decision.getId() + " нет на диаграмме.",
                        "Откройте файл в Camunda Modeler и сохраните его: фигура появится сама.");
            }
        }
        if (!found) {
            findings.error(
                    KEY,
                    Place.of(path),
                    "В файле нет решения с ключом " + stem + ".",
                    "Дайте решению Id «" + stem + "» или переименуйте файл.");
        }
        isTaken(path, model, findings);
    }

    private static boolean isDrawn(DmnModelInstance model, String decision) {
        NodeList shapes =
                ((Document) model.getDocument().getDomSource().getNode()).getElementsByTagNameNS("*", "DMNShape");
        for (int i = 0; i < shapes.getLength(); i++) {
            if (decision.equals(((Element) shapes.item(i)).getAttribute("dmnElementRef"))) {
                return true;
            }
        }
        return false;
    }

    private static void isTaken(String path, DmnModelInstance model, Findings findings) {
        try {
            ENGINE.parseDecisions(model);
        } catch (DmnTransformException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            findings.error(
                    REFUSED,
                    Place.of(path),
                    "Движок не принимает решение: " + cause.getMessage() + ".",
                    "Исправьте названное место в Camunda Modeler.");
        }
    }
}
