"""The order of child elements that ECMA-376 (5th edition, Part 1) prescribes, and where."""

import xml.etree.ElementTree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SHEET_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

FILL = "noFill solidFill gradFill blipFill pattFill grpFill "
LINE = FILL + "prstDash custDash round bevel miter headEnd tailEnd extLst"
TEXT = "ln " + FILL + ("effectLst effectDag highlight uLnTx uLn uFillTx uFill latin ea cs sym hlinkClick "
                       "hlinkMouseOver rtl extLst")
SHAPE = "xfrm custGeom prstGeom " + FILL + "ln effectLst effectDag scene3d sp3d extLst"
AXIS = ("axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark "
        "minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt ")
BODY = "bodyPr lstStyle p"
ORDER = {
    MAIN: {
        # 18.2.27
        "workbook": "fileVersion fileSharing workbookPr workbookProtection bookViews sheets "
                    "functionGroups externalReferences definedNames calcPr oleSize "
                    "customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing "
                    "fileRecoveryPr webPublishObjects extLst",
        # 18.3.1.99
        "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr "
                     "sheetProtection protectedRanges scenarios autoFilter sortState "
                     "dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting "
                     "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter "
                     "rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags "
                     "drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
                     "webPublishItems tableParts extLst",
        # 18.3.1.82, 18.3.1.88, 18.3.1.87
        "sheetPr": "tabColor outlinePr pageSetUpPr", "sheetViews": "sheetView extLst",
        "sheetView": "pane selection pivotSelection extLst",
        # 18.3.1.80, 18.3.1.73, 18.3.1.4
        "sheetData": "row", "row": "c extLst", "c": "f v is extLst",
        # 18.3.1.46
        "headerFooter": "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter",
        # 18.3.1.74, 18.3.1.18, 18.3.1.10
        "rowBreaks": "brk", "conditionalFormatting": "cfRule extLst",
        "cfRule": "formula colorScale dataBar iconSet extLst",
        # 18.3.1.52, 18.3.1.51
        "ignoredErrors": "ignoredError extLst",
        # 18.8.39, 18.8.22, 18.8.4, 18.8.45, 18.8.14, 18.8.32, 18.8.8, 18.8.7
        "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs "
                      "tableStyles colors extLst",
        "font": "b i strike condense extend outline shadow u vertAlign sz color name family "
                "charset scheme",
        "border": "start end left right top bottom diagonal vertical horizontal",
        "xf": "alignment protection extLst",
        "dxf": "font numFmt fill alignment border protection extLst",
        "patternFill": "fgColor bgColor", "cellStyles": "cellStyle", "cellStyle": "extLst",
        # 18.5.1.2, 18.5.1.3
        "table": "autoFilter sortState tableColumns tableStyleInfo extLst",
        "tableColumn": "calculatedColumnFormula totalsRowFormula xmlColumnPr extLst",
        # 18.4.9, 18.4.8, 18.4.4
        "sst": "si extLst", "si": "t r rPh phoneticPr", "r": "rPr t"},
    CHART: {
        # 21.2.2
        "chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource "
                      "protection chart spPr txPr externalData printSettings userShapes extLst",
        "chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend "
                 "plotVisOnly dispBlanksAs extLst",
        "title": "tx layout overlay spPr txPr extLst",
        "plotArea": "layout barChart lineChart pieChart catAx valAx dTable spPr extLst",
        "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst",
        "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth "
                     "axId extLst",
        "pieChart": "varyColors ser dLbls firstSliceAng extLst",
        # Bars, lines and pies have some of these each.
        "ser": "idx order tx spPr invertIfNegative pictureOptions marker explosion dPt dLbls "
               "trendline errBars cat val smooth shape extLst",
        "dPt": "idx invertIfNegative marker bubble3D explosion spPr pictureOptions extLst",
        "dLbls": "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName "
                 "showSerName showPercent showBubbleSize separator showLeaderLines leaderLines "
                 "extLst",
        "strRef": "f strCache extLst", "strCache": "ptCount pt extLst",
        "numRef": "f numCache extLst", "numCache": "formatCode ptCount pt extLst",
        "catAx": AXIS + "auto lblAlgn lblOffset noMultiLvlLbl extLst",
        "valAx": AXIS + "crossBetween majorUnit minorUnit dispUnits extLst",
        "scaling": "logBase orientation max min extLst",
        "legend": "legendPos legendEntry layout overlay spPr txPr extLst",
        "rich": BODY, "txPr": BODY, "spPr": SHAPE},
    DRAWING: {
        # 21.1.2; lines: 20.1.2.2
        "p": "pPr r br fld endParaRPr", "pPr": "lnSpc spcBef spcAft defRPr extLst", "rPr": TEXT,
        "defRPr": TEXT, "endParaRPr": TEXT, "r": "rPr t", "ln": LINE},
    SHEET_DRAWING: {
        # 20.5.2
        "twoCellAnchor": "from to sp grpSp graphicFrame cxnSp pic contentPart clientData",
        "from": "col colOff row rowOff", "to": "col colOff row rowOff",
        "pic": "nvPicPr blipFill spPr style", "nvPicPr": "cNvPr cNvPicPr",
        "graphicFrame": "nvGraphicFramePr xfrm graphic", "nvGraphicFramePr": "cNvPr cNvGraphicFramePr",
        "cNvPr": "hlinkClick hlinkHover extLst"},
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
