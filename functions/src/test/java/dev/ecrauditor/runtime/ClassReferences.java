package dev.ecrauditor.runtime;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The classes that a class file refers to.
 *
 * <p>Source: "The Constant Pool", chapter 4.4 of The Java Virtual Machine Specification.
 */
final class ClassReferences {

    private static final int HEAD = 8;

    private ClassReferences() {}

    /** Their binary names with slashes, without arrays. */
    static Set<String> of(InputStream classFile) throws IOException {
        DataInputStream in = new DataInputStream(classFile);
        in.skipNBytes(HEAD);
        int size = in.readUnsignedShort();
        Map<Integer, String> texts = new HashMap<>();
        Set<Integer> classes = new HashSet<>();
        for (int index = 1; index < size; index++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts.put(index, in.readUTF());
                case 7 -> classes.add(in.readUnsignedShort());
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    index++; // a long and a double take two places
                }
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                default -> throw new IOException("not a constant: " + tag);
            }
        }
        return classes.stream()
                .map(texts::get)
                .map(name -> name.replaceFirst("^\\[+L(.*);$", "$1"))
                .filter(name -> !name.startsWith("["))
                .collect(Collectors.toSet());
    }
}
