package io.polisflow.integration.edo;

import static io.polisflow.integration.edo.DiadocApi.SYSTEM;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnavailableException;
import io.polisflow.integration.wire.WireAnswer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lays a file too large for one message on Diadoc's shelf, part by part; a message then names it instead of holding it. */
class DiadocShelf {

    private static final int LONGEST_NAME = 1000;

    private final DiadocApi api;

    DiadocShelf(DiadocApi api) {
        this.api = api;
    }

    /**
     * @return the name that the operator gave the file
     * @throws RefusedException when it is larger than the operator takes
     * @throws UnavailableException when the operator gave no usable answer
     */
    String put(byte[] content) {
        if (content.length > DiadocLimits.LARGEST_ON_SHELF) {
            throw new RefusedException(null, "Оператор ЭДО не принимает файлы больше 400 МБ");
        }
        int parts = (content.length + DiadocLimits.SHELF_PART - 1) / DiadocLimits.SHELF_PART;
        String name = name(part("ShelfUploadPartInit", Map.of("fileExtension", ".pdf"), content, 0, parts));
        for (int index = 1; index < parts; index++) {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("fileName", name);
            parameters.put("partIndex", String.valueOf(index));
            part("ShelfUploadPart", parameters, content, index, parts);
        }
        return name;
    }

    private WireAnswer part(String method, Map<String, String> given, byte[] content, int index, int parts) {
        Map<String, String> parameters = new LinkedHashMap<>(given);
        parameters.put("isLastPart", String.valueOf(index == parts - 1));
        int from = index * DiadocLimits.SHELF_PART;
        WireAnswer answer = api.upload(
                method,
                parameters,
                Arrays.copyOfRange(content, from, Math.min(content.length, from + DiadocLimits.SHELF_PART)));
        if (answer.status() != 200) {
            throw answer.unexpected();
        }
        return answer;
    }

    /** Check: the name comes as plain text; quotation marks around it would be JSON's. */
    private static String name(WireAnswer answer) {
        String name = answer.text().strip().replaceAll("^\"|\"$", "");
        if (name.isEmpty() || name.length() > LONGEST_NAME || !name.matches("[\\w./@-]+")) {
            throw new UnavailableException(SYSTEM, "the answer to ShelfUploadPartInit is no name", null);
        }
        return name;
    }
}
