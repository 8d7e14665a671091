package io.polisflow.process.models.draft;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.fixtures.SecondLawyer;
import java.util.List;
import java.util.Map;

/** Compares two contents of a file as a draft's page does, for tests of other packages. */
public final class Comparisons {

    private static final ModelDifferences DIFFERENCES = new ModelDifferences(new ObjectMapper());

    private Comparisons() {}

    public static FileDifference between(String path, String before, String after) {
        return DIFFERENCES
                .between(Map.of(path, SecondLawyer.file(path, before)), List.of(SecondLawyer.file(path, after)))
                .get(0);
    }
}
