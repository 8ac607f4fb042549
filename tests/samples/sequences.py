"""The order of child elements that ECMA-376 (5th edition, Part 1, Annex A) prescribes."""

import xml.etree.ElementTree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"

AXIS = ("axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark "
        "minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt ")
SERIES = "idx order tx spPr "
ORDER = {
    MAIN: {
        "workbook": "fileVersion fileSharing workbookPr workbookProtection bookViews sheets "
                    "functionGroups externalReferences definedNames calcPr oleSize "
                    "customWorkbookViews pivotCaches extLst",
        "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr "
                     "sheetProtection protectedRanges scenarios autoFilter sortState "
                     "dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting "
                     "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter "
                     "rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags "
                     "drawing legacyDrawing legacyDrawingHF picture oleObjects controls "
                     "webPublishItems tableParts extLst",
        "sheetPr": "tabColor outlinePr pageSetUpPr", "sheetView": "pane selection pivotSelection",
        "row": "c", "c": "f v is", "headerFooter": "oddHeader oddFooter evenHeader evenFooter",
        "conditionalFormatting": "cfRule", "cfRule": "formula colorScale dataBar iconSet",
        "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs "
                      "tableStyles colors extLst",
        "font": "b i strike condense extend outline shadow u vertAlign sz color name family "
                "charset scheme",
        "border": "start end left right top bottom diagonal vertical horizontal",
        "xf": "alignment protection", "dxf": "font numFmt fill alignment border protection",
        "patternFill": "fgColor bgColor",
        "table": "autoFilter sortState tableColumns tableStyleInfo extLst",
        "tableColumn": "calculatedColumnFormula totalsRowFormula",
        "sst": "si", "si": "t r rPh phoneticPr"},
    CHART: {
        "chartSpace": "date1904 lang roundedCorners style clrMapOvr pivotSource protection chart "
                      "spPr txPr externalData printSettings userShapes",
        "chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend "
                 "plotVisOnly dispBlanksAs",
        "title": "tx layout overlay spPr txPr",
        "plotArea": "layout barChart lineChart pieChart catAx valAx dTable spPr",
        "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
        "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth "
                     "axId",
        "pieChart": "varyColors ser dLbls firstSliceAng",
        "ser": SERIES + "invertIfNegative marker explosion dPt dLbls trendline errBars cat val "
                        "smooth",
        "dLbls": "delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName "
                 "showPercent showBubbleSize separator showLeaderLines",
        "catAx": AXIS + "auto lblAlgn lblOffset noMultiLvlLbl",
        "valAx": AXIS + "crossBetween majorUnit minorUnit dispUnits",
        "legend": "legendPos legendEntry layout overlay spPr txPr"},
    DRAWING: {
        "twoCellAnchor": "from to sp grpSp graphicFrame cxnSp pic clientData",
        "from": "col colOff row rowOff", "to": "col colOff row rowOff",
        "pic": "nvPicPr blipFill spPr style", "graphicFrame": "nvGraphicFramePr xfrm graphic"},
}


def local(element):
    return element.tag.rpartition("}")[2]


def disorder(element):
    """What is wrong with an element's children; None if they are valid or no order is known."""
    namespace, _, name = element.tag.rpartition("}")
    sequence = ORDER.get(namespace + "}", {}).get(name)
    if sequence is None:
        return None
    names = [local(child) for child in element]
    sequence = sequence.split()
    unknown = [its for its in names if its not in sequence]
    if unknown:
        return f"{name} holds {unknown}"
    if [sequence.index(its) for its in names] != sorted(sequence.index(its) for its in names):
        return f"{name} holds its children as {names}"
    return None


def disorders(workbook):
    """The errors of all parts, and the names of the elements that were checked."""
    found, seen = [], set()
    with zipfile.ZipFile(workbook) as package:
        for part in package.namelist():
            if not part.endswith(".xml"):
                continue
            for element in xml.etree.ElementTree.fromstring(package.read(part)).iter():
                wrong = disorder(element)
                if wrong:
                    found.append(f"{part}: {wrong}")
                seen.add(local(element))
    return found, seen
