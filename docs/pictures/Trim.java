import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Makes a screenshot small: removes the empty rows at its bottom, and keeps its most frequent colours only.
 *
 * <p>Run by {@code docs/pictures/make}: {@code java Trim.java FROM.png TO.png [begin]}. With {@code begin} the page may be
 * higher than the screenshot, which shows its beginning.
 */
final class Trim {

    /** With 16 colours a pixel takes four bits. */
    private static final int COLOURS = 16;

    private static final int BITS = 4;

    /** Nearer colours count as one, so that there is room for links and emoji beside the shades of the text. */
    private static final int LEAST_DISTANCE = 2_500;

    private static final int MARGIN = 20;

    private Trim() {}

    public static void main(String[] args) throws IOException {
        BufferedImage screenshot = ImageIO.read(new File(args[0]));
        int height = Math.min(screenshot.getHeight(), lastRow(screenshot) + 1 + MARGIN);
        boolean isBeginning = args.length > 2 && args[2].equals("begin");
        if (height == screenshot.getHeight() && !isBeginning) {
            throw new IllegalStateException("the page is higher than the window of the browser; make the window higher");
        }
        write(indexed(screenshot.getSubimage(0, 0, screenshot.getWidth(), height)), new File(args[1]));
    }

    /** The last row that is not empty: the bottom of the screenshot shows the background. */
    private static int lastRow(BufferedImage image) {
        int background = image.getRGB(0, image.getHeight() - 1);
        for (int y = image.getHeight() - 1; y >= 0; y--) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (image.getRGB(x, y) != background) {
                    return y;
                }
            }
        }
        throw new IllegalStateException("the screenshot is empty");
    }

    private static BufferedImage indexed(BufferedImage image) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                counts.merge(image.getRGB(x, y), 1, Integer::sum);
            }
        }
        List<Integer> palette = palette(counts);
        IndexColorModel model = new IndexColorModel(
                BITS, palette.size(), palette.stream().mapToInt(colour -> colour).toArray(), 0, false, -1, 0);
        Map<Integer, Integer> nearest = new HashMap<>();
        counts.keySet().forEach(colour -> nearest.put(colour, nearest(palette, colour)));
        BufferedImage small =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_BINARY, model);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                small.getRaster().setSample(x, y, 0, nearest.get(image.getRGB(x, y)));
            }
        }
        return small;
    }

    /** The most frequent colours that differ enough from each other; the order is fixed, so that a run can be repeated. */
    private static List<Integer> palette(Map<Integer, Integer> counts) {
        List<Integer> frequent = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        List<Integer> chosen = new ArrayList<>();
        for (int colour : frequent) {
            if (chosen.size() < COLOURS && chosen.stream().allMatch(other -> distance(other, colour) > LEAST_DISTANCE)) {
                chosen.add(colour);
            }
        }
        return chosen;
    }

    private static int nearest(List<Integer> palette, int colour) {
        int best = 0;
        for (int i = 1; i < palette.size(); i++) {
            if (distance(palette.get(i), colour) < distance(palette.get(best), colour)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int one, int other) {
        int red = (one >> 16 & 0xff) - (other >> 16 & 0xff);
        int green = (one >> 8 & 0xff) - (other >> 8 & 0xff);
        int blue = (one & 0xff) - (other & 0xff);
        return red * red + green * green + blue * blue;
    }

    private static void write(BufferedImage image, File file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam smallest = writer.getDefaultWriteParam();
        smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        smallest.setCompressionQuality(0);
        file.delete();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), smallest);
        } finally {
            writer.dispose();
        }
    }
}
